"""What the forms with CKEditor may do beyond the policy of every other page."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.utils.decorators import method_decorator

# CKEditor 4 writes style attributes and handlers into its toolbar. A hash beside it would make
# browsers ignore 'unsafe-inline', hence replace and not update.
_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
}

allows_ckeditor = method_decorator(csp_replace(_POLICY))
