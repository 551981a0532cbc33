package org.curlew.triage.hashsets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.hashsets.index.SetInfo;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The force's own sets, made of its votes, so that the next case is spared what this one saw. Illegal material is in the set from the
 * first vote, with every category that was given. What is not illegal leaves other viewing lists only once it is trusted: one
 * mistaken grade must not hide a picture everywhere.
 */
public final class ForceSet {

    private final HashSets sets;
    private final ForceVotes votes;
    private final Schemes schemes;

    public ForceSet(HashSets sets, ForceVotes votes, Schemes schemes) {
        this.sets = sets;
        this.votes = votes;
        this.schemes = schemes;
    }

    /**
     * The names of the force's own sets, as matches keep them, as a regular expression for a question to the database: that the force
     * graded a content says nothing of others.
     */
    public static final String NAMES = SetInfo.OWN;

    private static final String PREFIX = "force ";

    private static final Pattern ALIKE = Pattern.compile(NAMES, Pattern.CASE_INSENSITIVE);

    /** Whether a set of this name is the force's own. */
    public static boolean named(String set) {
        return SetInfo.own(set);
    }

    /**
     * Refuses the name for a set that is brought in: what such a set knows would pass for what this force graded itself.
     *
     * @throws HashSetException the name is one of the force's own sets, or reads like one
     */
    static void refuse(String name) {
        if (name != null && ALIKE.matcher(name.strip()).find()) {
            throw new HashSetException(
                    "hash set " + name + ": names such as \"force SCHEME illegal\" are kept for the sets made of"
                            + " this force's own grades; give it another name");
        }
    }

    /** The name under which a set of another force is kept here: one of its own sets is none of ours. */
    static String nameOfAnother(String name, String force) {
        return named(name) ? name.substring(PREFIX.length()) + " graded by " + force : name + " from " + force;
    }

    /**
     * Makes new versions of both sets from all votes in a scheme: {@code force SCHEME illegal} and {@code force SCHEME not illegal}.
     *
     * A set that loses more than one entry in a hundred, by votes that changed, is held for a second person as any other; the version
     * before stays in use. A set into which no vote puts anything any more is retired at once: what was taken back must not go on
     * answering for a force that no longer holds it.
     *
     * @return the versions as they are now, held ones too; none where there is nothing to put in
     */
    public List<SetVersion> publish(String schemeName, String person) {
        Scheme scheme = schemes.get(schemeName);
        Predicate<Integer> illegal =
                number -> scheme.byNumber(number).map(c -> c.illegal()).orElse(true);
        List<SetVersion> made = new ArrayList<>();
        publish(PREFIX + schemeName + " illegal", Role.ILLEGAL, scheme, person, g -> g.standing().categories().stream()
                        .anyMatch(illegal))
                .ifPresent(made::add);
        publish(
                        PREFIX + schemeName + " not illegal",
                        Role.KNOWN_GOOD,
                        scheme,
                        person,
                        g -> g.standing().level() == Standing.Level.TRUSTED
                                && g.standing().categories().stream().noneMatch(illegal))
                .ifPresent(made::add);
        return made;
    }

    private Optional<SetVersion> publish(
            String name, Role role, Scheme scheme, String person, Predicate<ForceVotes.Graded> wanted) {
        try {
            Path file = Files.createTempFile("force-set", ".json");
            try {
                long rows = write(file, scheme, wanted);
                if (rows == 0) {
                    // A set without a digest is refused as not whole, so an empty one goes out of use instead; with the
                    // next vote it comes back as a new version.
                    if (sets.inUse(name).isPresent()) {
                        sets.retire(name, person, "no vote puts anything into it any more");
                    }
                    return Optional.empty();
                }
                return Optional.of(sets.own(new ImportRequest(name, role, scheme.name(), List.of(file), person)));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new HashSetException("the force's set " + name + " cannot be written: " + e.getMessage(), e);
        }
    }

    private long write(Path file, Scheme scheme, Predicate<ForceVotes.Graded> wanted) throws IOException {
        long[] rows = new long[1];
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json =
                        new JsonFactory().createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty(
                    "@odata.context",
                    "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media");
            json.writeArrayPropertyStart("value");
            votes.each(scheme.name(), graded -> {
                if (wanted.test(graded)) {
                    rows[0]++;
                    graded.standing().categories().forEach(category -> write(json, graded.vote(), category));
                }
            });
            json.writeEndArray();
            json.writeEndObject();
        }
        return rows[0];
    }

    private static void write(JsonGenerator json, Vote vote, int category) {
        HexFormat hex = HexFormat.of();
        json.writeStartObject();
        json.writeNumberProperty("Category", category);
        if (vote.md5() != null) {
            json.writeStringProperty("MD5", hex.formatHex(vote.md5()));
        }
        if (vote.sha1() != null) {
            json.writeStringProperty("SHA1", hex.formatHex(vote.sha1()));
        }
        json.writeArrayPropertyStart("AlternativeHashes");
        json.writeStartObject();
        json.writeStringProperty("HashName", "SHA256");
        json.writeStringProperty("HashValue", hex.formatHex(vote.sha256()));
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }
}
