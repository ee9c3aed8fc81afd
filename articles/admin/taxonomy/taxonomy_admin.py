"""What the pages of categories, tags and authors share: new addresses, merging, deleting."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from articles import workflow
from articles.admin.base import NewsroomAdmin
from articles.admin.taxonomy.merge_view import merge_view
from articles.admin.taxonomy.slug_form import AddressedForm
from articles.editorial.permissions import can_delete_noun, can_merge
from articles.site import redirects
from articles.workflow.taxonomy import in_use, is_used, refuse_taken


class NounForm(AddressedForm):
    """Refuses an address from which readers are led to another row."""

    def _post_clean(self):
        # Only by now the instance has its own slugs: a tag gets them from its names.
        super()._post_clean()
        for code, slug in redirects.slugs(self.instance).items():
            try:
                refuse_taken(self.instance, code, slug)
            except ValidationError as refusal:
                self.add_error(None, refusal)


class NounAdmin(NewsroomAdmin):
    form = NounForm
    change_form_template = "admin/articles/noun/change_form.html"
    # Several at once would pass by the question whether they are in use.
    actions = None

    def save_model(self, request, obj, form, change):
        if not change:
            obj.save()
        elif form.changed_data:
            workflow.rename(obj, by=request.user)

    def delete_model(self, request, obj):
        workflow.delete(obj, by=request.user)

    def delete_view(self, request, object_id, extra_context=None) -> HttpResponse:
        """Ask before deleting; what is in use is to be merged, and leads there."""
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not can_delete_noun(request.user, row):
            raise PermissionDenied
        if is_used(row):
            messages.warning(request, in_use(row))
            return HttpResponseRedirect(self.merge_address(row))
        return super().delete_view(request, object_id, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and can_merge(request.user, obj):
            context["merge_address"] = self.merge_address(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def merge_address(self, row) -> str:
        return reverse(f"admin:articles_{self.opts.model_name}_merge", args=[row.pk])

    def get_urls(self):
        name = f"articles_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge)
        return [path("<int:pk>/merge/", view, name=name), *super().get_urls()]

    def merge(self, request, pk: int) -> HttpResponse:
        return merge_view(request, self, pk)
