package org.curlew.triage.intake;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.curlew.triage.referrals.ReferralException;
import org.curlew.triage.referrals.ReferralReport;
import org.curlew.triage.referrals.Referrals.Referral;
import org.curlew.triage.referrals.Reports;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Versioned;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in CyberTip-style reports, all files of a call or none. The same report twice changes nothing; a later version of
 * one adds what it tells, and leaves its assessment, allocation and case as people recorded them.
 */
@Service
public class ReportImporter {

    private final Register register;
    private final Exhibits exhibits;
    private final TransactionTemplate transactions;
    private final Clock clock;

    public ReportImporter(Register register, Exhibits exhibits, TransactionTemplate transactions, Clock clock) {
        this.register = register;
        this.exhibits = exhibits;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What was taken in, or in a dry run would be.
     *
     * @param errors any error means that nothing was taken in
     * @param notes what a person should look at: gaps of a report, and referrals about the same account
     */
    public record Result(
            boolean dryRun, int added, int changed, int unchanged, List<String> notes, List<String> errors) {}

    /**
     * Takes the files in.
     *
     * @param files bytes by file name
     * @param source as it stands on the referral: NCA/CEOP, another force…
     */
    public Result load(Map<String, byte[]> files, String source, boolean dryRun, String actor) {
        return transactions.execute(status -> {
            Putter putter = new Putter(register, exhibits, actor);
            List<String> notes = new ArrayList<>();
            List<String> errors = new ArrayList<>();
            Instant now = clock.instant();
            files.forEach((name, bytes) -> {
                try {
                    Reports.read(name, bytes, source, now, digest(bytes))
                            .forEach(read -> take(putter, read, name, notes));
                } catch (ReferralException | RegisterException e) {
                    errors.add(e instanceof RegisterException ? name + ", " + e.getMessage() : e.getMessage());
                }
            });
            if (dryRun || !errors.isEmpty()) {
                status.setRollbackOnly();
            }
            return new Result(
                    dryRun,
                    putter.added(),
                    putter.changed(),
                    putter.unchanged(),
                    List.copyOf(notes),
                    List.copyOf(errors));
        });
    }

    private void take(Putter putter, Reports.Read read, String name, List<String> notes) {
        Referral told = read.referral();
        Optional<Versioned<Referral>> before = putter.find(Referral.class, told.reference());
        if (told.account() != null) {
            register.list(Referral.class, Filter.ALL).stream()
                    .map(Versioned::entry)
                    .filter(r -> !r.reference().equals(told.reference())
                            && told.account().equalsIgnoreCase(r.account()))
                    .forEach(r -> notes.add(name + ": " + told.reference() + " is about the same account as "
                            + r.reference() + "; it may be the same person"));
        }
        read.report().gaps().forEach(gap -> notes.add(name + ": " + told.reference() + ": " + gap));
        putter.put(
                before,
                new Referral(
                        told.source(),
                        told.reference(),
                        Putter.kept(before, Referral::caseId, null),
                        Putter.kept(before, Referral::receivedAt, told.receivedAt()),
                        told.eventAt(),
                        told.detectedAt(),
                        told.originalTimes(),
                        told.incidentType(),
                        told.highPriority() || Putter.kept(before, Referral::highPriority, false),
                        told.account(),
                        told.fileCount(),
                        Putter.kept(before, Referral::assessedAt, null),
                        Putter.kept(before, Referral::level, null),
                        Putter.kept(before, Referral::allocatedTo, null),
                        Putter.kept(before, Referral::closedAt, null)));
        putter.put(putter.find(ReferralReport.class, told.reference()), read.report());
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK has no SHA-256", e);
        }
    }
}
