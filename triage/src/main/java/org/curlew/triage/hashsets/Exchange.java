package org.curlew.triage.hashsets;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.curlew.triage.hashsets.index.Role;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder that several forces' installations can reach. Each writes into a folder of its own name: its votes, one JSON object a line,
 * the sets it gives as VICS 2.0, and last a manifest with the digests of both, so that a folder that is half copied is never read. A
 * force speaks for itself alone: a vote in its folder under another name is refused.
 */
public final class Exchange {

    /** What an installation is called before somebody has named it. */
    private static final String UNNAMED = "Unnamed force";

    private static final String MANIFEST = "manifest.json";
    private static final String VOTES = "votes.jsonl";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HashSets sets;
    private final ForceVotes votes;
    private final String force;

    /** @param force name of this installation's force */
    public Exchange(HashSets sets, ForceVotes votes, String force) {
        this.sets = sets;
        this.votes = votes;
        this.force = force;
    }

    /** A set in a folder. */
    record GivenSet(String file, String sha256, String name, String role, String scheme, int version) {}

    /** What a folder holds. */
    record Manifest(int format, String force, String made, String votesSha256, long votes, List<GivenSet> sets) {}

    /** A vote as it is written; digests in lower-case hex, null where not known. */
    record WrittenVote(
            String sha256,
            String sha1,
            String md5,
            String force,
            String grader,
            String scheme,
            int schemeVersion,
            int category,
            String at) {}

    /** What was written, and where. */
    public record Sent(Path folder, long votes, int sets) {}

    /**
     * What one other force's folder gave.
     *
     * @param votes votes that were new
     * @param known votes that were there already
     * @param sets versions made of its sets
     * @param refused what was not taken, in words
     */
    public record Received(String force, long votes, long known, List<SetVersion> sets, List<String> refused) {}

    /** Writes this force's votes and the named sets in use, in place of what it wrote before. */
    public Sent send(Path exchange, List<String> setNames) throws IOException {
        if (force.equals(UNNAMED)) {
            throw new HashSetException("this installation does not say whose it is, and votes are counted by force: set"
                    + " curlew.force-name");
        }
        List<SetVersion> sent = setNames.stream()
                .map(name -> sets.inUse(name)
                        .orElseThrow(() -> new HashSetException("no version of hash set " + name
                                + " is in use, nothing was written: see curlew hash-set list")))
                .toList();
        Path folder = exchange.resolve(folderName(force));
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(MANIFEST));
        long[] count = new long[1];
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(VOTES), StandardCharsets.UTF_8)) {
            votes.eachOf(force, vote -> {
                count[0]++;
                line(out, vote);
            });
        }
        List<GivenSet> given = new ArrayList<>();
        for (SetVersion version : sent) {
            String name = version.name();
            Path file = folder.resolve(folderName(name) + ".vics.json");
            try (OutputStream out = Files.newOutputStream(file)) {
                sets.exportVics(version.id(), out, "UK");
            }
            given.add(new GivenSet(
                    file.getFileName().toString(),
                    sha256(file),
                    name,
                    version.role().label(),
                    version.scheme(),
                    version.number()));
        }
        Path half = folder.resolve(MANIFEST + ".part");
        Files.write(
                half,
                JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(new Manifest(
                                1, force, Instant.now().toString(), sha256(folder.resolve(VOTES)), count[0], given)));
        Files.move(half, folder.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Sent(folder, count[0], given.size());
    }

    /** Takes what every other force's folder holds: votes as votes, sets as sets of their own, named by whose they are. */
    public List<Received> receive(Path exchange, String person) throws IOException {
        List<Path> folders;
        try (Stream<Path> found = Files.list(exchange)) {
            folders = found.filter(Files::isDirectory).sorted().toList();
        }
        List<Received> received = new ArrayList<>();
        for (Path folder : folders) {
            if (!folder.getFileName().toString().equals(folderName(force))) {
                received.add(receiveFrom(folder, person));
            }
        }
        return received;
    }

    private Received receiveFrom(Path folder, String person) throws IOException {
        Optional<Manifest> read = manifest(folder);
        if (read.isEmpty()) {
            return nothing(folder, "no readable manifest: it is not written whole yet, or damaged; try again later");
        }
        Manifest manifest = read.get();
        if (manifest.force().equals(force)
                || !folderName(manifest.force()).equals(folder.getFileName().toString())) {
            return nothing(
                    folder, "its manifest names force " + manifest.force() + ", which is not whose folder it is");
        }
        Path written = folder.resolve(VOTES);
        if (!Files.exists(written) || !sha256(written).equals(manifest.votesSha256())) {
            return nothing(folder, VOTES + " is not what the manifest says: copy the folder again");
        }
        List<String> refused = new ArrayList<>();
        long[] counts = new long[2];
        try (BufferedReader lines = Files.newBufferedReader(written, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String problem = take(line, manifest.force(), counts);
                if (problem != null) {
                    refused.add(VOTES + " line " + number + ": " + problem);
                }
            }
        }
        List<SetVersion> versions = new ArrayList<>();
        for (GivenSet given : manifest.sets()) {
            take(folder, given, manifest.force(), person, versions, refused);
        }
        return new Received(manifest.force(), counts[0], counts[1], versions, refused);
    }

    private static Received nothing(Path folder, String reason) {
        return new Received(folder.getFileName().toString(), 0, 0, List.of(), List.of(reason));
    }

    private static Optional<Manifest> manifest(Path folder) throws IOException {
        Path file = folder.resolve(MANIFEST);
        try {
            Manifest manifest = Files.exists(file) ? JSON.readValue(Files.readAllBytes(file), Manifest.class) : null;
            boolean usable = manifest != null
                    && manifest.format() == 1
                    && manifest.force() != null
                    && manifest.votesSha256() != null
                    && manifest.sets() != null;
            return usable ? Optional.of(manifest) : Optional.empty();
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }

    private String take(String line, String sender, long[] counts) {
        try {
            WrittenVote written = JSON.readValue(line, WrittenVote.class);
            if (!sender.equals(written.force())) {
                return "a vote of force " + written.force() + " in the folder of " + sender;
            }
            HexFormat hex = HexFormat.of();
            byte[] sha256 = hex.parseHex(written.sha256());
            byte[] sha1 = written.sha1() == null ? null : hex.parseHex(written.sha1());
            byte[] md5 = written.md5() == null ? null : hex.parseHex(written.md5());
            if (sha256.length != 32 || sha1 != null && sha1.length != 20 || md5 != null && md5.length != 16) {
                return "a digest has not the length of its kind";
            }
            boolean fresh = votes.receive(new Vote(
                    sha256,
                    sha1,
                    md5,
                    written.force(),
                    written.grader(),
                    written.scheme(),
                    written.schemeVersion(),
                    written.category(),
                    Instant.parse(written.at())));
            counts[fresh ? 0 : 1]++;
            return null;
        } catch (RuntimeException unusable) {
            return "no vote that can be used: "
                    + String.valueOf(unusable.getMessage()).lines().findFirst().orElse("");
        }
    }

    private void take(
            Path folder, GivenSet given, String sender, String person, List<SetVersion> versions, List<String> refused)
            throws IOException {
        Path file = folder.resolve(given.file()).normalize();
        Optional<Role> role = Role.of(given.role());
        if (!file.startsWith(folder) || !Files.exists(file) || !sha256(file).equals(given.sha256()) || role.isEmpty()) {
            refused.add("set " + given.name() + ": " + given.file() + " is not what the manifest says");
            return;
        }
        try {
            versions.add(sets.update(new ImportRequest(
                    ForceSet.nameOfAnother(given.name(), sender), role.get(), given.scheme(), List.of(file), person)));
        } catch (HashSetException | org.curlew.triage.schemes.SchemeException e) {
            refused.add("set " + given.name() + ": " + e.getMessage());
        }
    }

    private static void line(BufferedWriter out, Vote vote) {
        HexFormat hex = HexFormat.of();
        try {
            out.write(JSON.writeValueAsString(new WrittenVote(
                    hex.formatHex(vote.sha256()),
                    vote.sha1() == null ? null : hex.formatHex(vote.sha1()),
                    vote.md5() == null ? null : hex.formatHex(vote.md5()),
                    vote.force(),
                    vote.grader(),
                    vote.scheme(),
                    vote.schemeVersion(),
                    vote.category(),
                    vote.at().toString())));
            out.write('\n');
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Letters, digits and dashes, so that every file system can hold it. */
    static String folderName(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
