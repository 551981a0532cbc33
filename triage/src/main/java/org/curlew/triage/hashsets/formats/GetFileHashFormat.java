package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.curlew.triage.hashsets.index.DigestRow;

/**
 * What PowerShell's {@code Get-FileHash | Export-Csv} (or {@code ConvertTo-Csv}) writes: columns Algorithm, Hash and, unless a stream was
 * hashed, Path; one row a file and algorithm. Rows of one path stay entries of their own. The algorithm is believed before the length:
 * RIPEMD160, which Windows PowerShell offers too, is as long as SHA1.
 */
final class GetFileHashFormat implements HashListFormat {

    private final DigestTable table = new DigestTable(new AlgorithmAndHash(), "Hash");

    @Override
    public String name() {
        return "get-filehash";
    }

    @Override
    public boolean recognises(Sample sample) {
        return sample.columns().contains("algorithm") && sample.columns().contains("hash");
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        table.read(file, sink);
    }

    private static final class AlgorithmAndHash implements DigestTable.RowExtra {

        @Override
        public String refuses(CsvRows rows) {
            if (!rows.terminated() && (rows.openQuote() || rows.isEmpty(rows.columnCount() - 1))) {
                return "its last field is not whole";
            }
            String algorithm = rows.field(rows.column("Algorithm"));
            int digits = digits(algorithm);
            int hash = rows.column("Hash");
            if (digits == 0) {
                return algorithm.isEmpty() ? "no algorithm" : algorithm + " is not matched; use MD5, SHA1 or SHA256";
            }
            int found = rows.isEmpty(hash) ? 0 : rows.trimmedEnd(hash) - rows.trimmedStart(hash);
            return found == 0 || found == digits
                    ? null
                    : "%d characters: %s has %d".formatted(found, algorithm.toUpperCase(Locale.ROOT), digits);
        }

        private static int digits(String algorithm) {
            return switch (algorithm.toUpperCase(Locale.ROOT)) {
                case "MD5" -> 32;
                case "SHA1" -> 40;
                case "SHA256" -> 64;
                default -> 0;
            };
        }

        @Override
        public String read(CsvRows rows, DigestRow row) {
            return null;
        }
    }
}
