package org.curlew.triage.hashsets.formats;

import org.curlew.triage.hashsets.index.DigestRow;

/** A table's column PhotoDNA. A value that cannot be one costs no row: its digests are good; it is counted and noted. */
final class PhotoDnaColumn {

    private long left;

    void read(CsvRows rows, DigestRow row) {
        if (row.photoDna(rows.field(rows.column("PhotoDNA"))) != null) {
            left++;
        }
    }

    void note(RowSink sink) {
        if (left > 0) {
            sink.note(left + " rows have a text under PhotoDNA that is too long to be one; it was left out");
        }
    }
}
