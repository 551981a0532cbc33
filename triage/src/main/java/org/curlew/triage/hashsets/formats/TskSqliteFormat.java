package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;

/** Hash database of The Sleuth Kit and Autopsy ({@code .kdb}): binary digests in a table named hashes. */
final class TskSqliteFormat implements HashListFormat {

    @Override
    public String name() {
        return "tsk-sqlite";
    }

    @Override
    public boolean recognises(Sample sample) {
        return SqliteRows.isSqlite(sample)
                && SqliteRows.objects(sample.file()).containsAll(java.util.List.of("hashes", "db_properties"));
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        SqliteRows.read(file, "select md5, sha1, sha2_256 from hashes", sink);
    }
}
