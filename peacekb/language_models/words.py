"""What a language model must know before it asks: said once, for `/llms.txt` and the tools."""

WHAT = (
    "PeaceKB is a knowledge base of peace operations: missions and their mandates, the resolutions "
    "and votes of the Security Council, paragraphs of texts, conflicts, states, organizations, "
    "figures of strength, contributions, deaths and budgets, each with the source it rests on."
)

CITING = (
    "Name the record and give the address of its page, such as /resolutions/s-res-1973-2011/, the "
    "source and its locator, and the release or the day on which it was read.",
    "What is quoted of a document is cited by its symbol and paragraph: S/RES/1973 (2011), "
    "paragraph 4. Each paragraph has an address, and the official documents prevail.",
    "Say so where a source is marked as weak (source_is_weak), where citations contradict one "
    "another (stance), and where a verdict on a claim is not «supported».",
)

TRAPS = (
    "Zero may mean that nobody has looked: `meta.coverage` and `meta.holes` say how much of a "
    "column is coded. What is not yet coded is not absent.",
    "Null is not known, and `missing` says why. The word none is a value: it is known that there "
    "is none.",
    "After `meta.horizon.last` the base knows nothing; what changed later is not in it.",
    "Votes with basis=veto_list are those of the vetoing members alone: they are no ballot.",
    "/resolutions/ has what was adopted. Drafts and amendments that failed are among /documents/.",
    "Categories of personnel overlap: total_uniformed is the whole, others are its parts. Months "
    "and means of a year (precision) are never mixed. Nothing of this is added up by hand: "
    "/api/v1/stats/ adds up what can be, and refuses the rest with the reason.",
    "A parameter that is not known is refused with the nearest word: nothing is left out silently.",
    "Where nothing is held, say that the base holds nothing; do not fill the gap from memory.",
)
