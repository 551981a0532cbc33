package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;

/** Interpol's ICSE list: semicolons, MD5, SHA1, identification flags, series and PhotoDNA, which is only passed on. Baseline is not kept. */
final class IcseFormat implements HashListFormat {

    private static boolean isTrue(CsvRows rows, String column) {
        String value = rows.field(rows.column(column));
        return value.equalsIgnoreCase("true") || value.equals("1");
    }

    @Override
    public String name() {
        return "icse";
    }

    @Override
    public boolean recognises(Sample sample) {
        return sample.columns().contains("md5") && sample.columns().contains("number of submissions");
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        PhotoDnaColumn photoDna = new PhotoDnaColumn();
        DigestTable table = new DigestTable(
                (rows, row) -> {
                    row.distributed(isTrue(rows, "Is distributed"))
                            .victimIdentified(isTrue(rows, "Victim identified"))
                            .offenderIdentified(isTrue(rows, "Offender identified"))
                            .series(rows.field(rows.column("Series name")));
                    photoDna.read(rows, row);
                    return null;
                },
                "MD5",
                "SHA1");
        table.read(file, sink);
        photoDna.note(sink);
    }
}
