"""Who may look and draft: the permissions that every form of editors asks."""

from django.contrib.admin.options import BaseModelAdmin
from django.http import HttpRequest

from records.groups import DRAFT, WITHDRAW


class CuratorsOnly(BaseModelAdmin):
    """Two permissions for all forms: draft, and withdraw. Django's own per model are not asked."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(DRAFT)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(DRAFT)

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(DRAFT)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(DRAFT)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm(WITHDRAW)
