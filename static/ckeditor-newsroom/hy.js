// CKEditor has no Armenian: our words for the parts that we use, over its English ones.
export const learnArmenian = () =>
  new Promise((resolve) => {
    if (document.documentElement.lang !== "hy") return resolve();
    const words = {
      editor: "Տեքստի խմբագրիչ",
      application: "Տեքստի խմբագրիչ",
      common: {
        editorHelp: "",
        url: "Հասցե",
        protocol: "Պրոտոկոլ",
        ok: "Լավ",
        cancel: "Չեղարկել",
        close: "Փակել",
        resize: "Չափափոխել",
        generalTab: "Հիմնական",
        advancedTab: "Լրացուցիչ",
        confirmCancel: "Որոշ փոփոխություններ կկորչեն։ Փակե՞լ պատուհանը։",
        options: "Ընտրանքներ",
        target: "Որտեղ բացել",
        name: "Անուն",
        id: "Նույնացուցիչ",
        width: "Լայնություն",
        height: "Բարձրություն",
        align: "Հավասարեցում",
        left: "Ձախ",
        right: "Աջ",
        center: "Կենտրոն",
        notSet: "<նշված չէ>",
        validateNumberFailed: "Սա թիվ չէ։",
        invalidValue: "Սխալ արժեք։",
        unavailable: '%1<span class="cke_accessibility">, անհասանելի է</span>',
      },
      basicstyles: { bold: "Թավ", italic: "Շեղ" },
      blockquote: { toolbar: "Մեջբերում" },
      list: { bulletedlist: "Ցանկ", numberedlist: "Համարակալված ցանկ" },
      undo: { undo: "Հետարկել", redo: "Վերարկել" },
      removeformat: { toolbar: "Հեռացնել ձևավորումը" },
      format: {
        label: "Տեսակ",
        panelTitle: "Պարբերության տեսակ",
        tag_p: "Պարբերություն",
        tag_h2: "Ենթավերնագիր",
        tag_h3: "Փոքր ենթավերնագիր",
      },
      link: {
        title: "Հղում",
        toolbar: "Հղում",
        unlink: "Հեռացնել հղումը",
        menu: "Խմբագրել հղումը",
        info: "Հղում",
        type: "Հղման տեսակ",
        toUrl: "Հասցե",
        toAnchor: "Խարիսխ այս տեքստում",
        toEmail: "Էլ. փոստ",
        toPhone: "Հեռախոս",
        displayText: "Տեքստ",
        emailAddress: "Էլ. փոստի հասցե",
        emailSubject: "Նամակի թեմա",
        emailBody: "Նամակի տեքստ",
        phoneNumber: "Հեռախոսահամար",
        noUrl: "Գրեք հղման հասցեն",
        noEmail: "Գրեք էլ. փոստի հասցեն",
        noTel: "Գրեք հեռախոսահամարը",
        other: "<այլ>",
      },
      table: {
        toolbar: "Աղյուսակ",
        title: "Աղյուսակի հատկությունները",
        menu: "Աղյուսակի հատկությունները",
        rows: "Տողեր",
        columns: "Սյունակներ",
        caption: "Վերնագիր",
        summary: "Ամփոփում",
        headers: "Գլխագրեր",
        headersNone: "Չկան",
        headersRow: "Առաջին տողը",
        headersColumn: "Առաջին սյունակը",
        headersBoth: "Երկուսն էլ",
        border: "Եզրագծի հաստություն",
        cellSpace: "Վանդակների հեռավորություն",
        cellPad: "Վանդակի լուսանցք",
        deleteTable: "Ջնջել աղյուսակը",
        invalidRows: "Տողերի թիվը պետք է մեծ լինի 0-ից։",
        invalidCols: "Սյունակների թիվը պետք է մեծ լինի 0-ից։",
        row: { menu: "Տող", insertBefore: "Ավելացնել վերևում", insertAfter: "Ավելացնել ներքևում", deleteRow: "Ջնջել տողը" },
        column: { menu: "Սյունակ", insertBefore: "Ավելացնել ձախից", insertAfter: "Ավելացնել աջից", deleteColumn: "Ջնջել սյունակը" },
        cell: { menu: "Վանդակ", insertBefore: "Ավելացնել ձախից", insertAfter: "Ավելացնել աջից", deleteCell: "Ջնջել վանդակը", merge: "Միավորել", mergeRight: "Միավորել աջի հետ", mergeDown: "Միավորել ներքևի հետ", title: "Վանդակի հատկությունները" },
      },
      clipboard: { copy: "Պատճենել", cut: "Կտրել", paste: "Տեղադրել", pasteNotification: "Տեղադրելու համար սեղմեք %1։" },
      widget: { move: "Քաշեք՝ տեղափոխելու համար", label: "%1" },
      magicline: { title: "Ավելացնել պարբերություն այստեղ" },
      toolbar: { toolbarCollapse: "Թաքցնել գործիքները", toolbarExpand: "Ցույց տալ գործիքները", toolbars: "Խմբագրիչի գործիքներ" },
    };
    const laid = (over, under) => {
      const result = { ...under };
      for (const [key, value] of Object.entries(over))
        result[key] = typeof value === "object" ? laid(value, under?.[key]) : value;
      return result;
    };
    CKEDITOR.scriptLoader.load(CKEDITOR.getUrl("lang/en.js"), () => {
      if (CKEDITOR.lang.en) {
        CKEDITOR.lang.languages.hy = 1;
        CKEDITOR.lang.hy = laid(words, CKEDITOR.lang.en);
      }
      resolve();
    });
  });
