package org.curlew.grading.statistics;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.curlew.storage.csv.CsvCell;

/** The sheet as a page, as a PDF and as a table for a spreadsheet. */
public final class Sfr1Text {

    private static final String STYLE = """
            @page { size: A4 landscape; margin: 15mm; @bottom-right { content: counter(page) " of " counter(pages);
                font-size: 8pt } }
            body { font-family: Helvetica, Arial, sans-serif; font-size: 10pt; color: #0b0c0c }
            h1 { font-size: 16pt } h2 { font-size: 12pt; margin-top: 14pt }
            table { border-collapse: collapse; width: 100%; -fs-table-paginate: paginate }
            th, td { border: 1px solid #505a5f; padding: 2pt 4pt; text-align: left; font-size: 8pt }
            pre { font-size: 6pt; white-space: pre-wrap; background: #f3f2f1; padding: 4pt }
            """;

    private Sfr1Text() {}

    /** Well-formed XHTML, UTF-8; needs nothing from a network. */
    public static String html(Sfr1 sheet) {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>")
                .append("<meta charset=\"utf-8\"/><title>SFR1 data, case ")
                .append(escape(sheet.caseReference()))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n");
        page.append("<h1>SFR1 data sheet: case ")
                .append(escape(sheet.caseReference()))
                .append("</h1>\n<p>")
                .append(escape(sheet.force() + ". Made on " + sheet.made() + " by " + sheet.madeBy() + " with "
                        + sheet.tool() + ". Scheme: " + sheet.scheme()
                        + (sheet.schemeConfirmed() ? "." : " (numbers not confirmed: a draft).")))
                .append("</p>\n");
        page.append("<h2>Exhibits</h2>\n");
        rows(
                page,
                List.of("exhibit", "state", "places", "distinct media", "matched with"),
                sheet.exhibits().stream()
                        .map(e -> List.of(
                                e.reference(),
                                e.state(),
                                Long.toString(e.places()),
                                Long.toString(e.distinct()),
                                String.join(", ", e.sets())))
                        .toList());
        sentences(page, "Limits", sheet.limits());
        for (Table table : sheet.tables()) {
            page.append("<h2>").append(escape(table.title())).append("</h2>\n");
            if (table.rows().isEmpty()) {
                page.append("<p>None.</p>\n");
            } else {
                rows(page, table.columns(), table.rows());
            }
        }
        sentences(page, "Method", sheet.methods());
        page.append("<h2>The query behind each table</h2>\n");
        for (Table table : sheet.tables()) {
            page.append("<h3>")
                    .append(escape(table.title()))
                    .append("</h3><pre>")
                    .append(escape(table.query()))
                    .append("</pre>\n");
        }
        return page.append("</body></html>\n").toString();
    }

    /** The same as PDF. */
    public static void pdf(Sfr1 sheet, OutputStream out) throws IOException {
        Pdf.builder().withHtmlContent(html(sheet), null).toStream(out).run();
    }

    /** RFC 4180, UTF-8, CRLF: one row a figure, with its table's title first. */
    public static String csv(Sfr1 sheet) {
        StringBuilder text = new StringBuilder();
        line(text, List.of("table", "row", "column", "value"));
        sheet.limits().forEach(limit -> line(text, List.of("Limits", "", "", limit)));
        for (Table table : sheet.tables()) {
            for (int r = 0; r < table.rows().size(); r++) {
                for (int c = 0; c < table.columns().size(); c++) {
                    line(
                            text,
                            List.of(
                                    table.title(),
                                    Integer.toString(r + 1),
                                    table.columns().get(c),
                                    table.rows().get(r).get(c)));
                }
            }
        }
        return text.toString();
    }

    private static void sentences(StringBuilder page, String title, List<String> sentences) {
        page.append("<h2>").append(title).append("</h2>\n<ul>");
        sentences.forEach(s -> page.append("<li>").append(escape(s)).append("</li>"));
        page.append("</ul>\n");
    }

    private static void rows(StringBuilder page, List<String> columns, List<List<String>> rows) {
        page.append("<table><thead><tr>");
        columns.forEach(c -> page.append("<th>").append(escape(c)).append("</th>"));
        page.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            page.append("<tr>");
            row.forEach(c -> page.append("<td>").append(escape(c)).append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</tbody></table>\n");
    }

    private static void line(StringBuilder text, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",").append(CsvCell.of(cells.get(i)));
        }
        text.append("\r\n");
    }

    private static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        String all = text == null ? "" : text;
        all.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                // XML has no form for control characters
                default -> safe.appendCodePoint(c < 32 && c != '\n' && c != '\t' ? 0xFFFD : c);
            }
        });
        return safe.toString();
    }
}
