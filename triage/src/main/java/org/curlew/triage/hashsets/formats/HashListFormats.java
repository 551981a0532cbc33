package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Every format that is read. The order counts: the most certain signs first, plain lists last. */
public final class HashListFormats {

    private static final List<HashListFormat> ALL = List.of(
            new HashdeepFormat(),
            new EnCaseFormat(),
            new NuixFormat(),
            new NsrlSqliteFormat(),
            new NsrlDeltaFormat(),
            new TskSqliteFormat(),
            new VicsFormat(),
            new C4AllFormat(),
            new DfxmlFormat(),
            new NsrlTextFormat(),
            new HashKeeperFormat(),
            new HashKeeperNamesFormat(),
            new ILookFormat(),
            new IcseFormat(),
            new GetFileHashFormat(),
            new DigestCsvFormat(),
            new DigestLinesFormat());

    private HashListFormats() {}

    public static List<HashListFormat> all() {
        return ALL;
    }

    /** The format of a file, by its content; empty where none fits. */
    public static Optional<HashListFormat> of(Path file) throws IOException {
        Sample sample = Sample.of(file);
        return ALL.stream().filter(format -> format.recognises(sample)).findFirst();
    }
}
