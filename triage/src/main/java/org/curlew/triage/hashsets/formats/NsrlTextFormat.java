package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;

/** NSRL reference data sets 1.5 and 2: NSRLFile.txt, {@code "SHA-1","MD5","CRC32","FileName",…}. MD5 and SHA-1 are kept. */
final class NsrlTextFormat implements HashListFormat {

    private final DigestTable table = new DigestTable(
            (rows, row) -> {
                // M: NIST knows it as malicious; it stands in the set, but nobody may take it for harmless
                boolean malicious = rows.field(rows.column("SpecialCode")).equals("M");
                return malicious ? "special code M, malicious software" : null;
            },
            "SHA-1",
            "MD5");

    @Override
    public String name() {
        return "nsrl-rds2";
    }

    @Override
    public boolean recognises(Sample sample) {
        return sample.columns().contains("sha-1") && sample.columns().contains("productcode");
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        table.read(file, sink);
    }
}
