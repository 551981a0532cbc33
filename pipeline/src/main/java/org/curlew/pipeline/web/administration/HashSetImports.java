package org.curlew.pipeline.web.administration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.triage.hashsets.HashSetException;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.ImportRequest;
import org.curlew.triage.hashsets.index.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/**
 * Imports that a page asked for, from files in the folder {@code hash-set-imports} of the data folder: sets are of gigabytes and do not
 * go through a browser. One import of a set at a time; what comes of it is the version's own state.
 */
@Service
@ConditionalOnWebApplication
class HashSetImports {

    private static final Logger LOG = LoggerFactory.getLogger(HashSetImports.class);

    private final HashSets sets;
    private final DataFolder folder;
    private final Clock clock;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();

    HashSetImports(HashSets sets, DataFolder folder, Clock clock) {
        this.sets = sets;
        this.folder = folder;
        this.clock = clock;
    }

    /** An import at work. */
    record Running(String name, List<String> files, long bytes, String person, Instant since) {}

    /** The files that lie ready, with their sizes in bytes. */
    Map<String, Long> ready() {
        Map<String, Long> ready = new TreeMap<>();
        try (Stream<Path> files = Files.list(place())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                ready.put(file.getFileName().toString(), Files.size(file));
            }
        } catch (IOException e) {
            throw new HashSetException(place() + ": cannot be listed; check the folder's rights", e);
        }
        return ready;
    }

    Path place() {
        return folder.folder("hash-set-imports");
    }

    List<Running> running() {
        return List.copyOf(running.values());
    }

    /** What was refused since the start, by the set's name. */
    Map<String, String> refused() {
        return new TreeMap<>(refused);
    }

    /**
     * Starts an import in the background.
     *
     * @throws HashSetException a file is not in the folder, or the set is being imported already
     */
    void start(String name, Role role, String scheme, List<String> chosen, String person) {
        Map<String, Long> ready = ready();
        Optional<String> strange =
                chosen.stream().filter(f -> !ready.containsKey(f)).findFirst();
        if (chosen.isEmpty() || strange.isPresent()) {
            throw new HashSetException(strange.map(f -> f + " is not in the folder of imports; choose from the list")
                    .orElse("no file was chosen; choose at least one"));
        }
        List<Path> files = chosen.stream().map(place()::resolve).toList();
        Running begun = new Running(
                name, List.copyOf(chosen), chosen.stream().mapToLong(ready::get).sum(), person, clock.instant());
        if (running.putIfAbsent(name, begun) != null) {
            throw new HashSetException("hash set " + name + " is being imported already; wait for its end");
        }
        refused.remove(name);
        Thread.ofPlatform().daemon().name("hash-set-import-" + name).start(() -> {
            try {
                sets.importSet(new ImportRequest(name, role, scheme, files, person));
            } catch (RuntimeException e) {
                LOG.warn("Import of hash set {} ended: {}", name, e.getMessage());
                refused.put(name, e.getMessage());
            } finally {
                running.remove(name);
            }
        });
    }
}
