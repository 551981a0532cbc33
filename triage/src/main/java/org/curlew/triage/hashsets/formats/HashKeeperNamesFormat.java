package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;

/** HashKeeper {@code .hke}: names and makers of the sets in a {@code .hsh}; holds no digests, and is noted. */
final class HashKeeperNamesFormat implements HashListFormat {

    @Override
    public String name() {
        return "hashkeeper-names";
    }

    @Override
    public boolean recognises(Sample sample) {
        return sample.columns().contains("hashset_id") && sample.columns().contains("num_of_files");
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        sink.placesAre("line");
        try (CsvRows rows = new CsvRows(file)) {
            while (rows.next()) {
                String name = rows.field(rows.column("name"));
                sink.note("set " + rows.field(rows.column("hashset_id")) + " is " + name);
                if (rows.field(rows.column("notable_flag")).equals("1")) {
                    sink.note("its maker marks " + name + " as notable, not as known-good");
                }
            }
        }
    }
}
