package org.curlew.pipeline.attacks;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.Visitor;

/** Somebody with every role but the auditor's, who reads all by right, and of no team of the sample force; and the numbers they try. */
final class Stranger {

    private static final String USER = "stranger";

    private Stranger() {}

    static Visitor signedIn(Served served) {
        Accounts accounts = served.get(Accounts.class);
        if (accounts.find(USER).isEmpty()) {
            Set<Role> roles = EnumSet.allOf(Role.class);
            roles.remove(Role.AUDITOR);
            served.person(USER, "Stranger Example", roles, Set.of("NOWHERE"));
        }
        return served.signedIn(USER);
    }

    /** The first and last numbers of each kind, by a pattern of the addresses that take them. */
    static Map<String, List<Long>> numbers(Served served) {
        return Map.of(
                "/cases/\\{|/grading/\\{|/reviews/case/",
                ids(served, "select id from case_file where reference like 'SAMPLE-%' order by id"),
                "/exhibits/\\{|/queue/\\{|/property/|/administration/failed/",
                ids(served, """
                        select e.id from exhibit e join case_file c on c.id = e.case_id
                        where c.reference like 'SAMPLE-%' order by 1
                        """),
                "/reviews/\\{id}",
                ids(served, """
                        select r.id from review r join case_file c on c.id = r.case_id where c.reference like 'SAMPLE-%'
                        """));
    }

    private static List<Long> ids(Served served, String query) {
        List<Long> all = served.jdbc().sql(query).query(Long.class).list();
        return all.size() <= 4 ? all : List.of(all.get(0), all.get(1), all.getLast());
    }

    /** The address with its case, exhibit or review filled in; the other parts name something that may exist. */
    static String filled(String address, long id) {
        return address.replaceAll("\\{(id|caseId|exhibitId)}", Long.toString(id))
                .replace("{sha256}", "0".repeat(64))
                .replace("{kind}", "CaseDetails")
                .replace("{act}", "details")
                .replace("{question}", "1.voice")
                .replaceAll("\\{(suspect|person|ordinal|segment|number|plan|hold)}", "1")
                .replaceAll("/sfr1$", "/sfr1?form=HTML");
    }
}
