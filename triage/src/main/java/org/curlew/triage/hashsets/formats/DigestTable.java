package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;
import org.curlew.triage.hashsets.index.DigestRow;

/** Reads the digest columns of a table, with whatever else a format's rows carry. */
final class DigestTable {

    private final String[] digestColumns;
    private final RowExtra extra;

    /** Further fields of a row; returns a reason to reject it, or null. */
    interface RowExtra {
        String read(CsvRows rows, DigestRow row);

        /** A reason to reject the row that goes before whatever may be wrong with its digests, or null. */
        default String refuses(CsvRows rows) {
            return null;
        }
    }

    /** @param digestColumns names of the digest columns; names joined by a bar are spellings of one */
    DigestTable(RowExtra extra, String... digestColumns) {
        this.extra = extra;
        this.digestColumns = digestColumns;
    }

    void read(Path file, RowSink sink) throws IOException {
        sink.placesAre("line");
        try (CsvRows rows = new CsvRows(file)) {
            int[] columns = new int[digestColumns.length];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = rows.column(digestColumns[i].split("\\|"));
            }
            while (rows.next()) {
                row(rows, columns, sink);
            }
        }
    }

    private void row(CsvRows rows, int[] columns, RowSink sink) throws IOException {
        DigestRow row = sink.row();
        String problem = extra.refuses(rows);
        for (int i = 0; i < columns.length && problem == null; i++) {
            int column = columns[i];
            if (!rows.isEmpty(column)) {
                problem = row.hex(rows.bytes(), rows.trimmedStart(column), rows.trimmedEnd(column));
            }
        }
        if (problem == null) {
            problem = extra.read(rows, row);
        }
        if (problem == null && !row.usable()) {
            problem = "no digest";
        }
        if (problem == null) {
            sink.accept(rows.line());
        } else if (!rows.terminated()) {
            throw new BrokenFileException("line " + rows.line() + " is cut short (" + problem + "), rows are missing");
        } else {
            sink.reject(rows.line(), problem, rows.text());
        }
    }
}
