package org.curlew.pipeline.web.administration;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Page;
import org.curlew.triage.hashsets.HashSetException;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.VersionState;
import org.curlew.triage.schemes.Schemes;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Hash sets: what is in use, what waits for a second person, what changed, and new imports. */
@Page
@Allowed(Role.ADMINISTRATOR)
class HashSetController {

    private final HashSets sets;
    private final HashSetDesk desk;
    private final HashSetImports imports;
    private final Schemes schemes;

    HashSetController(HashSets sets, HashSetDesk desk, HashSetImports imports, Schemes schemes) {
        this.sets = sets;
        this.desk = desk;
        this.imports = imports;
        this.schemes = schemes;
    }

    @GetMapping("/administration/hash-sets")
    String list(Model model) {
        model.addAttribute("sets", sets.list());
        model.addAttribute("running", imports.running());
        model.addAttribute("refused", imports.refused());
        model.addAttribute("ready", imports.ready());
        model.addAttribute("place", imports.place().getFileName());
        model.addAttribute("roles", org.curlew.triage.hashsets.index.Role.values());
        model.addAttribute("schemes", schemes.list());
        return "administration/hash-sets";
    }

    @PostMapping("/administration/hash-sets")
    String start(
            Viewer viewer,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) org.curlew.triage.hashsets.index.Role role,
            @RequestParam(defaultValue = "") String scheme,
            @RequestParam(required = false) List<String> files,
            Model model) {
        try {
            if (name.isBlank() || role == null || scheme.isBlank()) {
                throw new HashSetException("A set has a name, a role and a category scheme: give all three");
            }
            imports.start(name.strip(), role, scheme, files == null ? List.of() : files, viewer.name());
            return "redirect:/administration/hash-sets";
        } catch (HashSetException e) {
            model.addAttribute("refusal", e.getMessage());
            model.addAttribute("name", name);
            return list(model);
        }
    }

    /** One version: its files, its rejected rows and, when asked for, what it changes against the one before. */
    @GetMapping("/administration/hash-sets/{version}")
    String version(@PathVariable long version, @RequestParam(defaultValue = "false") boolean diff, Model model) {
        SetVersion set = desk.version(version);
        Optional<SetVersion> before = sets.list().stream()
                .filter(v -> v.setId() == set.setId() && v.number() < set.number() && whole(v))
                .max(Comparator.comparingInt(SetVersion::number));
        model.addAttribute("set", set);
        model.addAttribute("before", before.orElse(null));
        model.addAttribute("files", sets.files(version));
        model.addAttribute("rejected", sets.rejected(version));
        if (diff && before.isPresent() && whole(set)) {
            model.addAttribute("diff", sets.diff(before.get().id(), version, (change, kind, digest, from, to) -> {}));
        }
        return "administration/hash-set";
    }

    /** A second person agrees to a version that shrank; the importer cannot. */
    @PostMapping("/administration/hash-sets/{version}/approve")
    String approve(Viewer viewer, @PathVariable long version) {
        desk.approve(viewer, version);
        return "redirect:/administration/hash-sets";
    }

    private static boolean whole(SetVersion version) {
        return version.state() == VersionState.COMPLETE
                || version.state() == VersionState.HELD
                || version.state() == VersionState.RETIRED;
    }
}
