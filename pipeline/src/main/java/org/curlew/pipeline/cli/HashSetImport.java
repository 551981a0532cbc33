package org.curlew.pipeline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.retro.RetroMatching;
import org.curlew.triage.hashsets.HashSetException;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.ImportRequest;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.schemes.SchemeException;

/** Brings sets named on the command line in; one that is not whole refuses the command. */
final class HashSetImport {

    private final Application application;
    private final Terminal terminal;

    HashSetImport(Application application, Terminal terminal) {
        this.application = application;
        this.terminal = terminal;
    }

    static ImportRequest request(String name, String role, String scheme, List<Path> files) {
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new RefusedException(
                        "The hash set " + file + " does not exist or cannot be read: check the path");
            }
        }
        return new ImportRequest(
                name, Role.of(role).orElseThrow(), scheme, files, System.getProperty("user.name", "command line"));
    }

    /** Imports the files unless the set's version in use holds exactly these; returns the version's number. */
    long importOnce(String name, String role, String scheme, List<Path> files) {
        try {
            HashSets sets = application.get(HashSets.class);
            SetVersion version = sets.ensure(request(name, role, scheme, files));
            terminal.line("Hash set " + version.name() + " version " + version.number() + ": " + version.entries()
                    + " entries, role " + version.role().label() + ", scheme " + version.scheme());
            application.get(RetroMatching.class).run().stream()
                    .filter(report -> report.files() > 0)
                    .forEach(report -> terminal.line("  past exhibits: " + report.files() + " files of "
                            + report.exhibits() + " are in it; the supervisor is told"));
            return version.id();
        } catch (HashSetException | SchemeException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }
}
