package org.curlew.grading.caid;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.curlew.grading.attributes.Extras;
import org.curlew.grading.media.Media;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.vics.lint.VicsLinter;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Schemes;

/** The services from a grade to an upload, over one database, with a scheme whose numbers an administrator has confirmed. */
public record Desk(Media media, Schemes schemes, Grades grades, Releases releases, Uploads uploads, CaidExport export) {

    /** Sets up; the folder keeps the force's own scheme. */
    public static Desk open(TestDatabase database, Path folder) throws IOException {
        Path own = Files.createDirectories(folder.resolve("schemes"));
        try (InputStream shipped = Schemes.class.getResourceAsStream("/schemes/uk-2014.yaml")) {
            Files.writeString(
                    own.resolve("uk-2014.yaml"),
                    new String(shipped.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("version: 1", "version: 2")
                            .replace(
                                    "confirmed: false",
                                    "confirmed: true\n    confirmed-by: admin\n    confirmed-on: 2026-01-01"));
        }
        Schemes schemes = new Schemes(own);
        Ledger ledger = new Ledger(database.dataSource());
        Media media = new Media(database.dataSource(), database.transactions());
        Exportable exportable = new Exportable(database.jdbc(), database.transactions());
        CaseVics vics =
                new CaseVics(media, exportable, new Extras(database.jdbc(), database.transactions()), new VicsLinter());
        Releases releases = new Releases(
                database.jdbc(),
                database.transactions(),
                schemes,
                new HashSets(database.jdbc(), database.transactions(), schemes, _ -> {}, folder.resolve("sets")),
                exportable,
                vics,
                ledger);
        Uploads uploads =
                new Uploads(database.jdbc(), database.transactions(), ledger, new Exhibits(database.dataSource()));
        return new Desk(
                media,
                schemes,
                new Grades(database.jdbc(), database.transactions(), schemes, ledger),
                releases,
                uploads,
                new CaidExport(database.jdbc(), exportable, schemes, releases, uploads, vics));
    }
}
