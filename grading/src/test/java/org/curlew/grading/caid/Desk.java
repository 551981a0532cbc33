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
public record Desk(
        Media media,
        Schemes schemes,
        Grades grades,
        Releases releases,
        LeftOut leftOut,
        Uploads uploads,
        CaidExport export) {

    /** Sets up; the folder keeps the force's own scheme. */
    public static Desk open(TestDatabase database, Path folder) throws IOException {
        return open(database, confirmed(folder), folder);
    }

    /** The same with the scheme as it is shipped, whose numbers nobody has confirmed. */
    static Desk unconfirmed(TestDatabase database, Path folder) {
        return open(database, new Schemes(), folder);
    }

    /** The shipped scheme as a force saves it after its administrator checked the numbers. */
    private static Schemes confirmed(Path folder) throws IOException {
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
        return new Schemes(own);
    }

    private static Desk open(TestDatabase database, Schemes schemes, Path folder) {
        Ledger ledger = new Ledger(database.dataSource());
        Media media = new Media(database.dataSource(), database.transactions());
        Exportable exportable = new Exportable(database.jdbc(), database.transactions());
        CaseVics vics =
                new CaseVics(media, exportable, new Extras(database.jdbc(), database.transactions()), new VicsLinter());
        LeftOut leftOut = new LeftOut(database.jdbc(), database.transactions(), schemes, exportable, ledger);
        Releases releases = new Releases(
                database.jdbc(),
                database.transactions(),
                schemes,
                new HashSets(database.jdbc(), database.transactions(), schemes, _ -> {}, folder.resolve("sets")),
                exportable,
                leftOut,
                vics,
                ledger);
        Uploads uploads =
                new Uploads(database.jdbc(), database.transactions(), ledger, new Exhibits(database.dataSource()));
        return new Desk(
                media,
                schemes,
                new Grades(database.jdbc(), database.transactions(), schemes, ledger),
                releases,
                leftOut,
                uploads,
                new CaidExport(database.jdbc(), exportable, leftOut, schemes, releases, uploads, vics));
    }
}
