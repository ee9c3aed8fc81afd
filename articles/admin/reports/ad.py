"""Campaigns: what stands where, how it looks there, how it does."""

from django.contrib import admin
from django.db.models import Sum
from django.urls import path, reverse
from django.utils.html import escape, format_html
from django.utils.translation import gettext_lazy as _

from articles.admin import spreadsheets
from articles.admin.base import NewsroomAdmin
from articles.admin.reports import ad_preview, ad_report
from articles.admin.widgets import Choices
from articles.models import Ad
from articles.site import ads
from newsroom import languages
from newsroom.partial_form import Checkboxes

NO_ALT = _(
    "The picture has no alt text in the language of the ad: screen readers will announce only "
    "the link."
)


@admin.register(Ad)
class AdAdmin(NewsroomAdmin):
    list_display = ["name", "place", "language", "state", "seen", "clicks", "starts_at", "ends_at"]
    list_filter = ["place", "language", "is_house"]
    search_fields = ["name"]
    ordering = ["pk"]  # the model's own is lost where rows are summed up
    fieldsets = [
        (None, {"fields": ["name", "place", "language", "categories", "is_house"]}),
        (_("Ad content"), {"fields": ["url", "image", "words", "html"]}),
        (_("Frequency"), {"fields": ["starts_at", "ends_at", "weight", "cap", "goal"]}),
    ]
    change_form_template = "admin/articles/ad/change_form.html"

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(
            db_field, request, form_class=Choices, widget=Checkboxes, **kwargs
        )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "html":
            # It shows a piece of HTML, and help is put into the page as it is.
            field.help_text = escape(field.help_text)
        return field

    def get_queryset(self, request):
        sums = {what: Sum(f"counts__{what}", default=0) for what in ("seen", "clicks")}
        return super().get_queryset(request).annotate(**sums)

    @admin.display(description=_("impressions"), ordering="seen")
    def seen(self, ad) -> str:
        return f"{ad.seen} / {ad.goal}" if ad.goal else str(ad.seen)

    @admin.display(description=_("clicks"), ordering="clicks")
    def clicks(self, ad) -> str:
        address = reverse("admin:articles_ad_report", args=[ad.pk])
        return format_html('<a href="{}">{}</a>', address, ad.clicks)

    @admin.display(description=_("on the site"), boolean=True)
    def state(self, ad) -> bool:
        return ad.is_running and ads.has_house(ad)

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/preview/", view(ad_preview.preview), name="articles_ad_preview"),
            path("<int:pk>/report/", view(ad_report.report), name="articles_ad_report"),
            *[
                path(
                    f"<int:pk>/report.{kind}",
                    view(ad_report.as_file),
                    {"kind": kind},
                    name=f"articles_ad_report_{kind}",
                )
                for kind in spreadsheets.KINDS
            ],
        ]
        return own + super().get_urls()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        ad = form.instance
        if ad.is_running and not ads.has_house(ad):
            self.message_user(request, ads.NO_HOUSE, "warning")
        alt = languages.column("alt", ad.language)
        if ad.image and not ad.words and not getattr(ad.image, alt):
            self.message_user(request, NO_ALT, "warning")
