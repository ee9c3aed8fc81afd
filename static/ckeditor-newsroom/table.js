// A new table begins with a row of headings, and asks only what readers will see of it.
export const plugin = {
  name: "newsroomtable",
  init(editor) {
    CKEDITOR.on("dialogDefinition", ({ data, editor: asking }) => {
      if (asking !== editor || data.name !== "table") return;
      const info = data.definition.getContents("info");
      info.get("selHeaders").default = "row";
      for (const field of ["txtWidth", "txtHeight", "txtBorder", "cmbAlign", "txtCellSpace", "txtCellPad", "txtSummary"])
        info.remove(field);
    });
  },
};
