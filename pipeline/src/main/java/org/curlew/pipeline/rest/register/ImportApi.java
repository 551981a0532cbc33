package org.curlew.pipeline.rest.register;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.imports.ImportDesk;
import org.curlew.triage.intake.ImportFile;
import org.curlew.triage.intake.Imports;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Spreadsheets and referral reports, everything or nothing; the same twice changes nothing, so it needs no key. */
@Api
@Allowed({Role.POLIT_SUPERVISOR, Role.ADMINISTRATOR})
class ImportApi {

    private final ImportDesk desk;

    ImportApi(ImportDesk desk) {
        this.desk = desk;
    }

    /**
     * What to import.
     *
     * @param dryRun true where it is left out
     * @param source who sent the reports; NCA/CEOP where it is left out
     * @param sheets CSV text by kind
     * @param reports XML or JSON text by file name
     */
    record Asked(Boolean dryRun, String source, Map<ImportFile, String> sheets, Map<String, String> reports) {}

    @PostMapping("/imports")
    @Scoped(Scope.REGISTER_WRITE)
    @Does("Imports spreadsheets and referral reports, or in a dry run says what would happen")
    ResponseEntity<Imports.Result> load(Viewer viewer, @RequestBody Asked asked) {
        Map<String, byte[]> reports = new LinkedHashMap<>();
        if (asked.reports() != null) {
            asked.reports().forEach((name, text) -> reports.put(name, text.getBytes(StandardCharsets.UTF_8)));
        }
        Imports.Result result = desk.load(
                viewer,
                asked.sheets() == null ? Map.of() : asked.sheets(),
                reports,
                asked.source() == null ? "NCA/CEOP" : asked.source(),
                !Boolean.FALSE.equals(asked.dryRun()));
        return ResponseEntity.status(result.errors().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .body(result);
    }
}
