package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * NSRL reference data set 3, an SQLite database: the minimal edition's table FILE, the full edition's table METADATA, of which FILE is
 * only a slow view. All three digests are kept.
 */
final class NsrlSqliteFormat implements HashListFormat {

    @Override
    public String name() {
        return "nsrl-rds3";
    }

    @Override
    public boolean recognises(Sample sample) {
        return SqliteRows.isSqlite(sample) && table(sample.file()) != null;
    }

    private static String table(Path file) {
        Set<String> objects = SqliteRows.objects(file);
        boolean pkg = objects.contains("pkg") || objects.contains(":pkg") || objects.contains("package_object");
        return !pkg ? null : objects.contains("metadata") ? "METADATA" : objects.contains("file") ? "FILE" : null;
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        SqliteRows.read(file, "select sha256, sha1, md5 from " + table(file), sink);
    }
}
