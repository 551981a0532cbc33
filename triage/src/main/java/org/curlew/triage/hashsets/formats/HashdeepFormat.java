package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.curlew.triage.hashsets.index.DigestRow;

/** hashdeep: {@code %%%% HASHDEEP-1.0}, a line that names the columns, unquoted rows whose last column, the path, may hold commas. */
final class HashdeepFormat implements HashListFormat {

    private static final String MAGIC = "%%%% HASHDEEP-1.";

    /** All that hashdeep's own FILEFORMAT allows; a name besides these is damage. */
    private static final Set<String> COLUMNS =
            Set.of("size", "md5", "sha1", "sha256", "tiger", "whirlpool", "filename");

    @Override
    public String name() {
        return "hashdeep";
    }

    @Override
    public boolean recognises(Sample sample) {
        return sample.firstLine().startsWith(MAGIC);
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        sink.placesAre("line");
        try (LineReader lines = new LineReader(file)) {
            lines.next();
            if (!lines.next() || !lines.text().startsWith("%%%% ")) {
                throw new BrokenFileException(
                        "line 2 of a hashdeep file must name its columns, as %%%% size,md5,filename");
            }
            List<String> columns = List.of(
                    lines.text().substring(5).strip().toLowerCase(Locale.ROOT).split(","));
            if (columns.indexOf("filename") != columns.size() - 1) {
                throw new BrokenFileException("line 2: the last column must be filename, not " + columns.getLast());
            }
            for (String column : columns) {
                if (!COLUMNS.contains(column)) {
                    throw new BrokenFileException("line 2: no column of a hashdeep file is called " + column
                            + "; its digests would be passed over unseen");
                }
            }
            if (columns.stream().noneMatch(HashdeepFormat::isDigest)) {
                throw new BrokenFileException("line 2 names no column md5, sha1 or sha256");
            }
            while (lines.next()) {
                if (lines.start < lines.end && lines.buffer[lines.start] != '#' && lines.buffer[lines.start] != '%') {
                    row(lines, columns, sink);
                }
            }
        }
    }

    private static void row(LineReader lines, List<String> columns, RowSink sink) throws IOException {
        DigestRow row = sink.row();
        String problem = null;
        int at = lines.start;
        for (int column = 0; column < columns.size() - 1 && problem == null; column++) {
            int stop = at;
            while (stop < lines.end && lines.buffer[stop] != ',') {
                stop++;
            }
            if (stop == lines.end) {
                problem = "fewer than " + columns.size() + " columns";
            } else if (isDigest(columns.get(column))) {
                problem = row.hex(lines.buffer, at, stop);
            }
            at = stop + 1;
        }
        if (problem == null) {
            sink.accept(lines.number());
        } else if (!lines.terminated()) {
            throw new BrokenFileException(
                    "line " + lines.number() + " is cut short (" + problem + "), rows are missing");
        } else {
            sink.reject(lines.number(), problem, lines.text());
        }
    }

    private static boolean isDigest(String column) {
        return column.equals("md5") || column.equals("sha1") || column.equals("sha256");
    }
}
