"""What is said of a state and its people: «Ghanaian», «ghanéenne».

A table of our own, from general usage, for reading questions only: no record holds it. Words that
mean several states are left out: Congolese, Dominican, Guinean, Korean.
"""

from functools import cache

from records.common.text import fold

# Code; English adjectives; French ones in the masculine, feminines only where no rule makes them.
TABLE = """
AFG;Afghan;afghan
AGO;Angolan;angolais
ALB;Albanian;albanais
ARE;Emirati;émirati
ARG;Argentine,Argentinian;argentin
ARM;Armenian;arménien
AUS;Australian;australien
AUT;Austrian;autrichien
AZE;Azerbaijani;azerbaïdjanais
BDI;Burundian;burundais
BEL;Belgian;belge
BEN;Beninese;béninois
BFA;Burkinabe;burkinabé
BGD;Bangladeshi;bangladais
BGR;Bulgarian;bulgare
BHR;Bahraini;bahreïnien
BIH;Bosnian;bosnien
BLR;Belarusian;bélarussien
BOL;Bolivian;bolivien
BRA;Brazilian;brésilien
BRN;Bruneian;brunéien
BTN;Bhutanese;bhoutanais
BWA;Botswanan;botswanais
CAF;Central African;centrafricain
CAN;Canadian;canadien
CHE;Swiss;suisse
CHL;Chilean;chilien
CHN;Chinese;chinois
CIV;Ivorian;ivoirien
CMR;Cameroonian;camerounais
COL;Colombian;colombien
CPV;Cape Verdean;cap-verdien
CRI;Costa Rican;costaricien
CSK;Czechoslovak;tchécoslovaque
CUB;Cuban;cubain
CYP;Cypriot;chypriote
CZE;Czech;tchèque
DEU;German;allemand
DJI;Djiboutian;djiboutien
DNK;Danish;danois
DZA;Algerian;algérien
ECU;Ecuadorian;équatorien
EGY;Egyptian;égyptien
ERI;Eritrean;érythréen
ESH;Sahrawi;sahraoui
ESP;Spanish;espagnol
EST;Estonian;estonien
ETH;Ethiopian;éthiopien
FIN;Finnish;finlandais
FJI;Fijian;fidjien
FRA;French;français
GAB;Gabonese;gabonais
GBR;British;britannique
GEO;Georgian;géorgien
GHA;Ghanaian;ghanéen
GMB;Gambian;gambien
GRC;Greek;grec,grecque
GTM;Guatemalan;guatémaltèque
HND;Honduran;hondurien
HRV;Croatian;croate
HTI;Haitian;haïtien
HUN;Hungarian;hongrois
IDN;Indonesian;indonésien
IND;Indian;indien
IRL;Irish;irlandais
IRN;Iranian;iranien
IRQ;Iraqi;irakien
ISL;Icelandic;islandais
ISR;Israeli;israélien
ITA;Italian;italien
JAM;Jamaican;jamaïcain
JOR;Jordanian;jordanien
JPN;Japanese;japonais
KAZ;Kazakh,Kazakhstani;kazakh
KEN;Kenyan;kényan
KGZ;Kyrgyz;kirghize
KHM;Cambodian;cambodgien
KOR;South Korean;sud-coréen
KWT;Kuwaiti;koweïtien
LBN;Lebanese;libanais
LBR;Liberian;libérien
LBY;Libyan;libyen
LKA;Sri Lankan;sri-lankais
LTU;Lithuanian;lituanien
LUX;Luxembourgish;luxembourgeois
LVA;Latvian;letton
MAR;Moroccan;marocain
MDA;Moldovan;moldave
MDG;Malagasy;malgache
MEX;Mexican;mexicain
MLI;Malian;malien
MLT;Maltese;maltais
MNE;Montenegrin;monténégrin
MNG;Mongolian;mongol
MOZ;Mozambican;mozambicain
MRT;Mauritanian;mauritanien
MWI;Malawian;malawien
MYS;Malaysian;malaisien
NAM;Namibian;namibien
NER;Nigerien;nigérien
NGA;Nigerian;nigérian
NIC;Nicaraguan;nicaraguayen
NLD;Dutch;néerlandais
NOR;Norwegian;norvégien
NPL;Nepalese,Nepali;népalais
NZL;New Zealand;néo-zélandais
OMN;Omani;omanais
PAK;Pakistani;pakistanais
PAN;Panamanian;panaméen
PER;Peruvian;péruvien
PHL;Philippine,Filipino;philippin
POL;Polish;polonais
PRK;North Korean;nord-coréen
PRT;Portuguese;portugais
PRY;Paraguayan;paraguayen
PSE;Palestinian;palestinien
QAT;Qatari;qatarien
ROU;Romanian;roumain
RUS;Russian;russe
RWA;Rwandan;rwandais
SAU;Saudi;saoudien
SDN;Sudanese;soudanais
SEN;Senegalese;sénégalais
SGP;Singaporean;singapourien
SLE;Sierra Leonean;sierra-léonais
SLV;Salvadoran;salvadorien
SOM;Somali,Somalian;somalien
SRB;Serbian;serbe
SSD;South Sudanese;sud-soudanais
SUN;Soviet;soviétique
SVK;Slovak;slovaque
SVN;Slovenian;slovène
SWE;Swedish;suédois
SYR;Syrian;syrien
TCD;Chadian;tchadien
TGO;Togolese;togolais
THA;Thai;thaïlandais
TJK;Tajik;tadjik
TLS;East Timorese,Timorese;timorais
TUN;Tunisian;tunisien
TUR;Turkish;turc,turque
TZA;Tanzanian;tanzanien
UGA;Ugandan;ougandais
UKR;Ukrainian;ukrainien
URY;Uruguayan;uruguayen
USA;American;américain
UZB;Uzbek;ouzbek
VEN;Venezuelan;vénézuélien
VNM;Vietnamese;vietnamien
YEM;Yemeni;yéménite
YUG;Yugoslav;yougoslave
ZAF;South African;sud-africain
ZMB;Zambian;zambien
ZWE;Zimbabwean;zimbabwéen
"""


@cache
def adjectives() -> dict[str, str]:
    """The code of the state by each form, folded, of an adjective or of its people."""
    rows = (line.split(";") for line in TABLE.strip().split("\n"))
    return {form: code for code, english, french in rows for form in _forms(english, french)}


def _forms(english: str, french: str) -> list[str]:
    masculine = fold(french).split(",")
    feminine = [f"{word}ne" if word.endswith("en") else f"{word}e" for word in masculine]
    plain = [*fold(english).split(","), *masculine, *feminine]
    return [*plain, *(f"{word}s" for word in plain if not word.endswith(("s", "x")))]
