package org.curlew.triage.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.curlew.triage.intake.ImportResult.RowError;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.RegisterException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Imports a force's spreadsheets in one transaction: everything or nothing. */
@Service
public class Importer {

    private final Register register;
    private final Exhibits exhibits;
    private final Queue queue;
    private final TransactionTemplate transactions;

    public Importer(Register register, Exhibits exhibits, Queue queue, TransactionTemplate transactions) {
        this.register = register;
        this.exhibits = exhibits;
        this.queue = queue;
        this.transactions = transactions;
    }

    /** Does everything an import does, and takes it back: the result says what an import would do. */
    public ImportResult dryRun(Map<ImportFile, String> files, String actor) {
        return run(files, actor, true);
    }

    /** Imports the files, each given as CSV text, and ranks the queue; the same files twice change nothing. */
    public ImportResult load(Map<ImportFile, String> files, String actor) {
        return run(files, actor, false);
    }

    private ImportResult run(Map<ImportFile, String> files, String actor, boolean dryRun) {
        return transactions.execute(status -> {
            Putter putter = new Putter(register, exhibits, actor);
            Writer writer = new Writer(putter);
            List<RowError> errors = new ArrayList<>();
            int rows = 0;
            for (ImportFile file : ImportFile.values()) {
                if (files.containsKey(file)) {
                    List<Row> read = rows(file, files.get(file), errors);
                    rows += read.size();
                    read.forEach(row -> write(putter, writer, file, row, status, errors));
                }
            }
            writer.casesWithoutSuspect()
                    .forEach((row, reference) -> errors.add(new RowError(
                            ImportFile.CASES,
                            row,
                            "reference",
                            "case " + reference
                                    + " has no suspect; name one in the people file, unidentified if need be")));
            if (dryRun || !errors.isEmpty()) {
                status.setRollbackOnly();
            } else {
                queue.rerankAll("import", actor);
            }
            return new ImportResult(
                    dryRun,
                    rows,
                    putter.added(),
                    putter.changed(),
                    putter.unchanged(),
                    putter.changes(),
                    List.copyOf(errors));
        });
    }

    private static void write(
            Putter putter, Writer writer, ImportFile file, Row row, TransactionStatus status, List<RowError> errors) {
        // A row the database refuses must not take the rest of the check with it.
        Object savepoint = status.createSavepoint();
        putter.at(file.name().toLowerCase(Locale.ROOT) + " row " + row.number());
        int before = errors.size();
        try {
            writer.write(file, row);
        } catch (Row.FieldException e) {
            errors.add(new RowError(file, row.number(), e.field(), e.getMessage()));
        } catch (RegisterException e) {
            if (e.problems().isEmpty()) {
                errors.add(new RowError(file, row.number(), "row", e.getMessage()));
            }
            e.problems().forEach(p -> errors.add(new RowError(file, row.number(), p.field(), p.what())));
        }
        if (errors.size() > before) {
            status.rollbackToSavepoint(savepoint);
            if (row.text("reference") != null) {
                putter.refuse(row.text("reference"));
            }
        }
        status.releaseSavepoint(savepoint);
    }

    private static List<Row> rows(ImportFile file, String text, List<RowError> errors) {
        List<List<String>> read;
        try {
            read = Csv.read(text);
        } catch (IllegalArgumentException e) {
            errors.add(new RowError(file, 1, "file", e.getMessage()));
            return List.of();
        }
        if (read.isEmpty()) {
            errors.add(new RowError(file, 1, "file", "is empty; the first row names the columns"));
            return List.of();
        }
        List<String> header = read.getFirst().stream().map(String::strip).toList();
        Set<String> unknown = new HashSet<>(header);
        file.columns().forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            errors.add(new RowError(
                    file, 1, unknown.iterator().next(), "is no column of this file; they are " + file.columns()));
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < read.size(); i++) {
            List<String> values = read.get(i);
            if (values.size() == 1 && values.getFirst().isBlank()) {
                continue;
            }
            if (values.size() != header.size()) {
                errors.add(new RowError(
                        file, i + 1, "row", "has " + values.size() + " fields where the header has " + header.size()));
                continue;
            }
            Map<String, String> fields = new HashMap<>();
            for (int c = 0; c < header.size(); c++) {
                fields.put(header.get(c), values.get(c));
            }
            rows.add(new Row(i + 1, fields));
        }
        return rows;
    }
}
