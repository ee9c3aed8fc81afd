// Where CKEditor finds its parts: file names of static files may carry a hash.
"use strict";
window.CKEDITOR_BASEPATH = document.currentScript.dataset.base;
