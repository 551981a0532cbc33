package org.curlew.triage.hashsets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.curlew.triage.hashsets.formats.HashListFormat;
import org.curlew.triage.hashsets.formats.HashListFormats;
import org.curlew.triage.hashsets.formats.NsrlDeltaFormat;

/**
 * Reads the files of a set in order, and gives a database with the deltas behind it as what they make together: base and deltas are one
 * version. The file given stays as it is; a copy is changed and thrown away.
 */
final class Deltas implements AutoCloseable {

    private static final String DELTA = new NsrlDeltaFormat().name();

    private final List<Path> files;
    private final List<String> formats;
    private final IndexStore indexes;
    private final long versionId;

    Deltas(List<Path> files, List<String> formats, IndexStore indexes, long versionId) throws IOException {
        this.files = files;
        this.formats = formats;
        this.indexes = indexes;
        this.versionId = versionId;
        for (int i = 0; i < formats.size(); i++) {
            String before = i == 0 ? "" : formats.get(i - 1);
            if (formats.get(i).equals(DELTA) && !before.equals(DELTA) && !before.equals("nsrl-rds3")) {
                // says what a delta is and what to give
                named(DELTA).read(files.get(i), null);
            }
        }
    }

    private static HashListFormat named(String name) {
        return HashListFormats.all().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A delta's rows are counted with its database. */
    SetImport.FileCounts read(int file, SetImport rows) throws IOException {
        if (formats.get(file).equals(DELTA)) {
            return new SetImport.FileCounts(0, 0);
        }
        int next = file + 1;
        Path copy = null;
        while (next < formats.size() && formats.get(next).equals(DELTA)) {
            if (copy == null) {
                copy = NsrlDeltaFormat.copy(
                        files.get(file), indexes.working(versionId).resolve("patched.db"));
            }
            long changes = NsrlDeltaFormat.apply(files.get(next), copy);
            rows.applied(files.get(next), changes);
            next++;
        }
        return rows.read(files.get(file), copy == null ? files.get(file) : copy, named(formats.get(file)));
    }

    @Override
    public void close() throws IOException {
        indexes.clear(versionId);
    }
}
