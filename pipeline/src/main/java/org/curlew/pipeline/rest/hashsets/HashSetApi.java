package org.curlew.pipeline.rest.hashsets;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.rest.Paged;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.administration.HashSetDesk;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.RejectedRow;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.SourceFile;
import org.curlew.triage.hashsets.index.HashHit;
import org.curlew.triage.hashsets.index.HashIndex;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** Hash sets and their versions; a set is imported from a folder of the server, not through the API. */
@Api
@Allowed({Role.EXAMINER, Role.VIO, Role.ADMINISTRATOR, Role.AUDITOR})
class HashSetApi {

    private static final int MOST_DIGESTS = 1_000;

    private final HashSets sets;
    private final HashSetDesk desk;

    HashSetApi(HashSets sets, HashSetDesk desk) {
        this.sets = sets;
        this.desk = desk;
    }

    /** Digests to look up, MD5, SHA-1 or SHA-256 in hex, at most 1,000. */
    record Question(List<String> digests) {}

    /** What the sets in use know of a digest. */
    record Known(String digest, List<HashHit> hits) {}

    /** Why a set goes out of use. */
    record Retirement(String reason) {}

    @GetMapping("/hash-sets")
    @Scoped(Scope.HASH_SETS_READ)
    @Does("Lists every version of every hash set, by name, the newest first")
    Paged<SetVersion> list(
            @RequestParam(required = false) String after, @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        return Paged.of(sets.list(), after, limit, v -> Long.toString(v.id()));
    }

    @GetMapping("/hash-sets/{version}/files")
    @Scoped(Scope.HASH_SETS_READ)
    @Does("Lists the files that a version was imported from")
    List<SourceFile> files(@PathVariable long version) {
        return sets.files(desk.version(version).id());
    }

    @GetMapping("/hash-sets/{version}/rejected")
    @Scoped(Scope.HASH_SETS_READ)
    @Does("Lists the rows that a version could not use, as far as they are kept")
    List<RejectedRow> rejected(@PathVariable long version) {
        return sets.rejected(desk.version(version).id());
    }

    @PostMapping("/hash-sets/lookup")
    @Scoped(Scope.HASH_SETS_READ)
    @Does("Looks digests up in every set in use; a set that is not whole refuses the look-up")
    List<Known> lookup(Viewer viewer, @RequestBody Question question) {
        if (question.digests() == null
                || question.digests().isEmpty()
                || question.digests().size() > MOST_DIGESTS) {
            throw ApiException.badParameter("digests", "holds 1 to " + MOST_DIGESTS + " digests");
        }
        HashIndex index = sets.current();
        List<Known> answers = new ArrayList<>();
        for (String text : question.digests()) {
            byte[] digest = digest(text);
            answers.add(new Known(
                    text,
                    index.lookup(
                            digest.length == 16 ? digest : null,
                            digest.length == 20 ? digest : null,
                            digest.length == 32 ? digest : null)));
        }
        desk.lookedUp(viewer, answers.size());
        return answers;
    }

    @PostMapping("/hash-sets/{version}/approval")
    @Allowed(Role.ADMINISTRATOR)
    @Scoped(Scope.HASH_SETS_WRITE)
    @Does("Agrees, as a second person, to a version that was held")
    SetVersion approve(Viewer viewer, @PathVariable long version) {
        return desk.approve(viewer, version);
    }

    @PostMapping("/hash-sets/{version}/retirement")
    @Allowed(Role.ADMINISTRATOR)
    @Scoped(Scope.HASH_SETS_WRITE)
    @Does("Takes the set of a version out of use, with all its versions")
    void retire(Viewer viewer, @PathVariable long version, @RequestBody Retirement retirement) {
        desk.retire(viewer, version, retirement.reason());
    }

    private static byte[] digest(String text) {
        if (text == null || !text.matches("[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}")) {
            throw ApiException.badParameter("digests", "holds something that is no MD5, SHA-1 or SHA-256");
        }
        return HexFormat.of().parseHex(text);
    }
}
