package org.curlew.pipeline.web.imports;

import java.util.Map;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.triage.intake.ImportFile;
import org.curlew.triage.intake.Imports;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.register.RegisterException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/**
 * Imports for those who may. A spreadsheet writes into cases of any team, so it needs the administrator, or a supervisor who
 * sees every team; reports of providers belong to no case and are every supervisor's.
 */
@Service
@ConditionalOnWebApplication
public class ImportDesk {

    private final Imports imports;
    private final Obligations obligations;

    ImportDesk(Imports imports, Obligations obligations) {
        this.imports = imports;
        this.obligations = obligations;
    }

    /** Whether the person may bring spreadsheets; reports everybody here may. */
    boolean bringsSheets(Viewer viewer) {
        return viewer.is(Role.ADMINISTRATOR) || viewer.teams().contains(Viewer.EVERY_TEAM);
    }

    /** @throws RegisterException where the person may not bring spreadsheets */
    public Imports.Result load(
            Viewer viewer, Map<ImportFile, String> sheets, Map<String, byte[]> reports, String source, boolean dryRun) {
        if (!sheets.isEmpty() && !bringsSheets(viewer)) {
            throw new RegisterException("Spreadsheets: write into cases of every team; ask an administrator, or a"
                    + " supervisor who sees every team, to import them");
        }
        if (source == null || source.isBlank()) {
            throw new RegisterException("Reports", "source", "say who sent them");
        }
        Imports.Result result = imports.load(sheets, reports, source.strip(), dryRun, viewer.name());
        if (!dryRun && result.errors().isEmpty()) {
            obligations.tick();
        }
        return result;
    }
}
