package org.curlew.storage.csv;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A cell of a CSV file (RFC 4180) that no spreadsheet runs. File names, EXIF and notes are written by others: a cell that begins
 * like a formula could call a program on the reader's machine or send the row away. Such a cell gets an apostrophe before it, as
 * OWASP advises; a plain number keeps its sign.
 */
public final class CsvCell {

    /** With the full-width forms, which spreadsheets of some languages take for the same. */
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvCell() {}

    /** Writes the cell, in quotes only where it needs them; null is an empty cell. */
    public static void write(Appendable out, String text) throws IOException {
        if (text == null || text.isEmpty()) {
            return;
        }
        boolean harmful = formula(text);
        if (!harmful && !needsQuotes(text)) {
            out.append(text);
            return;
        }
        boolean quotes = needsQuotes(text);
        out.append(quotes ? "\"" : "").append(harmful ? "'" : "");
        out.append(text.replace("\"", "\"\"")).append(quotes ? "\"" : "");
    }

    /** The cell as text. */
    public static String of(String text) {
        StringBuilder cell = new StringBuilder();
        try {
            write(cell, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cell.toString();
    }

    private static boolean formula(String text) {
        return BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0 && !number(text);
    }

    /** A sign, digits and at most one point. */
    private static boolean number(String text) {
        char sign = text.charAt(0);
        if (sign != '-' && sign != '+' || text.length() == 1) {
            return false;
        }
        boolean point = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !point && i > 1 && i < text.length() - 1) {
                point = true;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }
}
