package org.curlew.pipeline.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.curlew.pipeline.application.Application;
import org.curlew.storage.objects.PrivateFiles;
import org.curlew.triage.hashsets.HashSetException;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.index.DigestKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curlew hash-set export}: gives a set away. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes a set, NAME (the version in use) or NAME:VERSION, as VICS 2.0 or as a list of one kind of digest.")
final class HashSetExport implements Callable<Integer> {

    /** What can be written. */
    enum Format {
        vics,
        md5,
        sha1,
        sha256
    }

    @Parameters(index = "0", paramLabel = "SET", description = "The set.")
    private String set;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
    private Path out;

    @Option(names = "--format", paramLabel = "F", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.vics;

    @Option(
            names = "--region",
            paramLabel = "R",
            description = "Region in the context of a VICS file (default: ${DEFAULT-VALUE}).")
    private String region = "UK";

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws IOException {
        NamedFile.requireWritable(out);
        Path half = out.resolveSibling(out.getFileName() + ".part");
        try (Application application = data.start()) {
            HashSets sets = application.get(HashSets.class);
            SetVersion version = wanted(sets);
            long without;
            try (OutputStream to = new BufferedOutputStream(PrivateFiles.out(half), 1 << 16)) {
                without = write(sets, version, to);
            }
            Files.move(half, out, StandardCopyOption.REPLACE_EXISTING);
            System.out.println(version.name() + " version " + version.number() + ": " + (version.entries() - without)
                    + " of " + version.entries() + " entries written to " + out);
            return without == 0 ? ExitCodes.COMPLETE : ExitCodes.PARTIAL;
        } catch (HashSetException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /** The version that was named, or else the one in use: what is held, cut short or retired is not given away unasked. */
    private SetVersion wanted(HashSets sets) {
        SetVersion found = HashSetDiff.find(sets.list(), set);
        if (!found.name().equals(set)) {
            return found;
        }
        return sets.inUse(set)
                .orElseThrow(
                        () -> new RefusedException("No version of the hash set " + set + " is in use; the newest is "
                                + found.state() + (found.reason() == null ? "" : " (" + found.reason() + ")")
                                + ": to write that one all the same, name it as " + set + ":" + found.number()));
    }

    /** Returns how many entries have no digest of the kind that was asked for. */
    private long write(HashSets sets, SetVersion version, OutputStream to) {
        return switch (format) {
            case vics -> {
                sets.exportVics(version.id(), to, region);
                yield 0;
            }
            case md5 -> sets.exportList(version.id(), to, DigestKind.MD5);
            case sha1 -> sets.exportList(version.id(), to, DigestKind.SHA1);
            case sha256 -> sets.exportList(version.id(), to, DigestKind.SHA256);
        };
    }
}
