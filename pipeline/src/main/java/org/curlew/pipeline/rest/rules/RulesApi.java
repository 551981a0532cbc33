package org.curlew.pipeline.rest.rules;

import java.util.Arrays;
import java.util.List;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.rest.Etag;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.administration.RuleKind;
import org.curlew.pipeline.web.administration.RulesDesk;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;

/** Rule files. A version is used once: the same file twice is refused. */
@Api
@Allowed(Role.ADMINISTRATOR)
class RulesApi {

    private final RulesDesk desk;

    RulesApi(RulesDesk desk) {
        this.desk = desk;
    }

    /** A rule file as YAML text. */
    record File(String text) {}

    /** What a file would change, or that it is in force, in one sentence. */
    record Said(String kind, String version, String sentence) {}

    @GetMapping("/rules")
    @Scoped(Scope.RULES_READ)
    @Does("Lists the rule files in force with their versions")
    List<Said> all() {
        return Arrays.stream(RuleKind.values())
                .map(k -> new Said(k.file(), desk.inForce(k).version(), k.words()))
                .toList();
    }

    @GetMapping("/rules/{kind}")
    @Scoped(Scope.RULES_READ)
    @Does("Gives the rule file of a kind that is in force, with its comments and its version as ETag")
    ResponseEntity<RulesDesk.InForce> inForce(@PathVariable String kind) {
        RulesDesk.InForce file = desk.inForce(RulesDesk.kind(kind));
        return ResponseEntity.ok().eTag(tag(file)).body(file);
    }

    @PostMapping("/rules/{kind}/trial")
    @Scoped(Scope.RULES_WRITE)
    @Does("Checks a rule file and says what it would change; nothing comes into force")
    Said trial(@PathVariable String kind, @RequestBody File file) {
        RuleKind chosen = RulesDesk.kind(kind);
        return said(chosen, desk.trial(chosen, text(file)));
    }

    @PutMapping("/rules/{kind}")
    @Scoped(Scope.RULES_WRITE)
    @Does("Checks a rule file and brings it into force; a file that does not pass leaves the old one in force")
    ResponseEntity<Said> load(
            Viewer viewer,
            @PathVariable String kind,
            @RequestHeader(name = "If-Match", required = false) String version,
            @RequestBody File file) {
        RuleKind chosen = RulesDesk.kind(kind);
        Etag.require(version, tag(desk.inForce(chosen)));
        Said said = said(chosen, desk.load(viewer, chosen, text(file)));
        return ResponseEntity.ok().eTag(tag(desk.inForce(chosen))).body(said);
    }

    private static String tag(RulesDesk.InForce file) {
        return Etag.of((Object) file.version());
    }

    private Said said(RuleKind kind, String sentence) {
        return new Said(kind.file(), desk.inForce(kind).version(), sentence);
    }

    private static String text(File file) {
        if (file.text() == null || file.text().isBlank()) {
            throw ApiException.refused("text", "text is missing", "Send the whole file as text");
        }
        return file.text();
    }
}
