package org.curlew.triage.intake;

import java.util.ArrayList;
import java.util.List;

/** Reads RFC 4180 text, with commas or semicolons, LF or CRLF, and a byte-order mark as spreadsheets write it. */
final class Csv {

    private Csv() {}

    /** Rows of fields; the first row is the header. An unclosed quote is an error that names its row. */
    static List<List<String>> read(String text) {
        String all = text.startsWith("\uFEFF") ? text.substring(1) : text;
        int headerEnd = all.indexOf('\n');
        String header = headerEnd < 0 ? all : all.substring(0, headerEnd);
        char separator = header.contains(";") && !header.contains(",") ? ';' : ',';
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int started = 1;
        for (int i = 0; i < all.length(); i++) {
            char c = all.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < all.length() && all.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
                started = rows.size() + 1;
            } else if (c == separator) {
                row.add(field.toString());
                field.setLength(0);
            } else if (c == '\n') {
                end(rows, row, field);
                row = new ArrayList<>();
            } else if (c != '\r') {
                field.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("row " + started + ": a quote is not closed");
        }
        if (!row.isEmpty() || !field.isEmpty()) {
            end(rows, row, field);
        }
        return rows;
    }

    private static void end(List<List<String>> rows, List<String> row, StringBuilder field) {
        row.add(field.toString());
        field.setLength(0);
        rows.add(row);
    }
}
