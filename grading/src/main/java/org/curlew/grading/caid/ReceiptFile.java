package org.curlew.grading.caid;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What CAID rejected, as a table: RFC 4180, UTF-8, a header row with the columns {@code md5} and {@code reason} in any place. The form
 * of CAID's own answer is not public: somebody brings it into this one.
 */
public final class ReceiptFile {

    private ReceiptFile() {}

    /**
     * Reads the file whole; receipts are short.
     *
     * @return reason by MD5 in lower case
     * @throws CaidException a row has no sound MD5 or no reason, or repeats an MD5 with another reason, naming the row
     */
    public static Map<String, String> read(Path file) throws IOException {
        List<List<String>> rows;
        try {
            rows = rows(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new CaidException("The receipt " + file + " is not UTF-8: save it as such.", e);
        }
        List<String> header = rows.isEmpty()
                ? List.of()
                : rows.getFirst().stream()
                        .map(c -> c.strip().replace("\uFEFF", "").toLowerCase(Locale.ROOT))
                        .toList();
        int md5 = header.indexOf("md5");
        int reason = header.indexOf("reason");
        if (md5 < 0 || reason < 0) {
            throw new CaidException(
                    "The receipt " + file + " has no header row with the columns md5 and reason: add it.");
        }
        Rejections rejected = new Rejections();
        for (int i = 1; i < rows.size(); i++) {
            String place = "The receipt " + file + ", row " + (i + 1) + ": ";
            rejected.add(cell(rows.get(i), md5), cell(rows.get(i), reason)).ifPresent(problem -> {
                throw new CaidException(place + problem.words() + "; nothing was entered.");
            });
        }
        return rejected.reasons();
    }

    private static String cell(List<String> row, int column) {
        return column < row.size() ? row.get(column).strip() : "";
    }

    private static List<List<String>> rows(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (c == '"' && !doubled) {
                    quoted = false;
                } else {
                    cell.append(c);
                    i += doubled ? 1 : 0;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        if (!cell.isEmpty() || !row.isEmpty()) {
            row.add(cell.toString());
            rows.add(row);
        }
        rows.removeIf(r -> r.size() == 1 && r.getFirst().isBlank());
        return rows;
    }
}
