package org.curlew.triage.obligations;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where the digests of a person or a role ("role:INSPECTOR") are mailed to. */
@Service
public class MailAddresses {

    /** One plain address: no names, no lists, no control characters that could add a header. */
    private static final Pattern ADDRESS = Pattern.compile("[\\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}");

    private final JdbcClient jdbc;
    private final ActLog acts;
    private final Clock clock;

    public MailAddresses(JdbcClient jdbc, ActLog acts, Clock clock) {
        this.jdbc = jdbc;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * Records where a recipient's digests go.
     *
     * @param address null or blank: nowhere, the recipient reads them in the application
     * @throws ObligationException when it is no plain address
     */
    @Transactional
    public void set(String recipient, String address, String actor) {
        if (recipient == null || recipient.isBlank()) {
            throw new ObligationException("Mail address: name the person or the role, such as role:INSPECTOR");
        }
        if (address == null || address.isBlank()) {
            jdbc.sql("delete from mail_address where recipient = ?")
                    .param(recipient)
                    .update();
        } else if (!ADDRESS.matcher(address.strip()).matches()) {
            throw new ObligationException("Mail address of " + recipient + ": '" + address
                    + "' is no plain address; write it as name@force.example");
        } else {
            jdbc.sql("""
                            insert into mail_address (recipient, address, recorded_by, recorded_at) values (?, ?, ?, ?)
                            on conflict (recipient) do update set address = excluded.address,
                                recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
                            """)
                    .params(recipient.strip(), address.strip(), actor, Times.utc(clock.instant()))
                    .update();
        }
        acts.record(
                actor,
                "MAIL_ADDRESS_SET",
                ProcessingAct.ALTERATION,
                Entry.Links.none(),
                Map.of("recipient", recipient.strip(), "address", address == null ? "" : address.strip()));
    }

    /** Every address by its recipient. */
    public Map<String, String> all() {
        Map<String, String> found = new TreeMap<>();
        jdbc.sql("select recipient, address from mail_address").query(row -> {
            found.put(row.getString("recipient"), row.getString("address"));
        });
        return found;
    }
}
