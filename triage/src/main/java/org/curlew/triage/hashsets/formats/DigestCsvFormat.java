package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.curlew.triage.hashsets.index.DigestRow;

/**
 * Any table with a column named MD5, SHA-1, SHA-256 or PDQ, as Griffeye and others export it; a column Category counts where it is a
 * number. A category in words is somebody's translation of a scheme: the row is kept without one, and that is noted. PhotoDNA is
 * kept to be passed on.
 */
final class DigestCsvFormat implements HashListFormat {

    private static final List<String> DIGESTS = List.of("md5", "sha1", "sha-1", "sha256", "sha-256", "pdq");

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public boolean recognises(Sample sample) {
        return sample.columns().stream().anyMatch(DIGESTS::contains);
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        AtomicLong inWords = new AtomicLong();
        PhotoDnaColumn photoDna = new PhotoDnaColumn();
        DigestTable table = new DigestTable(
                (rows, row) -> {
                    String category = rows.field(rows.column("Category"));
                    if (category.matches("\\d{1,3}") && Integer.parseInt(category) <= 255) {
                        row.category(Integer.parseInt(category));
                    } else if (!category.isEmpty()) {
                        inWords.incrementAndGet();
                        row.category(DigestRow.NO_CATEGORY);
                    }
                    row.series(rows.field(rows.column("Series")));
                    photoDna.read(rows, row);
                    String pdq = rows.field(rows.column("PDQ"));
                    return pdq.isEmpty() ? null : row.pdq(pdq);
                },
                "MD5",
                "SHA1|SHA-1",
                "SHA256|SHA-256");
        table.read(file, sink);
        photoDna.note(sink);
        if (inWords.get() > 0) {
            sink.note(inWords + " rows have a category that is no number; they are kept without a category");
        }
    }
}
