package org.curlew.triage.schemes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every category scheme there is: the shipped ones and, from a folder, the force's own. The files are read once; what was confirmed
 * since is asked each time, so that a release refuses or lets through by what stands now.
 */
public final class Schemes {

    private static final List<String> SHIPPED = List.of("uk-2014", "vics-us", "nsrl-caid");

    private final List<Scheme> schemes;
    private final Confirmations confirmations;

    /**
     * @param folder the force's own {@code *.yaml} files; null or missing where it has none
     * @param confirmations what two persons confirmed beyond the files
     * @throws SchemeException where a file is wrong, or two files claim the same name and version
     */
    public Schemes(Path folder, Confirmations confirmations) {
        this.confirmations = confirmations;
        List<Scheme> found = new ArrayList<>();
        for (String name : SHIPPED) {
            add(found, shipped(name), name + ".yaml (shipped)");
        }
        for (Path file : own(folder)) {
            try (InputStream yaml = Files.newInputStream(file)) {
                add(found, SchemeFile.read(yaml, file.toString()), file.toString());
            } catch (IOException e) {
                throw new SchemeException(file + ": scheme file cannot be read: " + e.getMessage(), e);
            }
        }
        found.sort(Comparator.comparing(Scheme::name).thenComparingInt(Scheme::version));
        schemes = List.copyOf(found);
    }

    /** As the files say, shipped and the force's own. */
    public Schemes(Path folder) {
        this(folder, Confirmations.NONE);
    }

    /** Only the shipped schemes. */
    public Schemes() {
        this(null, Confirmations.NONE);
    }

    /** By name, then version. */
    public List<Scheme> list() {
        return schemes.stream().map(this::asItStands).toList();
    }

    /**
     * The newest version of a scheme.
     *
     * @throws SchemeException where nobody knows it, with the names that are known
     */
    public Scheme get(String name) {
        return schemes.stream()
                .filter(s -> s.name().equals(name))
                .max(Comparator.comparingInt(Scheme::version))
                .map(this::asItStands)
                .orElseThrow(() -> unknown(name));
    }

    /** One version of a scheme, as it was when something was graded or imported by it. */
    public Scheme get(String name, int version) {
        return schemes.stream()
                .filter(s -> s.name().equals(name) && s.version() == version)
                .findFirst()
                .map(this::asItStands)
                .orElseThrow(() -> unknown(name + " version " + version));
    }

    private Scheme asItStands(Scheme file) {
        return file.confirmed() ? file : file.with(confirmations.of(file.name(), file.version()));
    }

    private SchemeException unknown(String wanted) {
        List<String> known = schemes.stream()
                .map(s -> s.name() + " (version " + s.version() + ")")
                .toList();
        return new SchemeException("unknown category scheme " + wanted + "; known are " + String.join(", ", known));
    }

    private static void add(List<Scheme> found, Scheme scheme, String origin) {
        if (found.stream().anyMatch(s -> s.name().equals(scheme.name()) && s.version() == scheme.version())) {
            throw new SchemeException(origin + ": scheme " + scheme.name() + " version " + scheme.version()
                    + " exists already; give the changed file a higher version");
        }
        found.add(scheme);
    }

    private static Scheme shipped(String name) {
        try (InputStream yaml = Schemes.class.getResourceAsStream("/schemes/" + name + ".yaml")) {
            return SchemeFile.read(yaml, name + ".yaml (shipped)");
        } catch (IOException e) {
            throw new SchemeException("shipped scheme " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Path> own(Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("(?i).*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SchemeException(folder + ": scheme folder cannot be read: " + e.getMessage(), e);
        }
    }
}
