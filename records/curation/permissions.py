"""Who may curate: the permissions that every form of editors asks."""

from django.contrib.admin.options import BaseModelAdmin
from django.http import HttpRequest

CURATE, WITHDRAW = "records.curate_records", "records.withdraw_records"


class CuratorsOnly(BaseModelAdmin):
    """Two permissions for all: curate, and withdraw. Django's own per model are not asked."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(CURATE)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(CURATE)

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(CURATE)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(CURATE)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(WITHDRAW)
