package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.register.Times;
import org.junit.jupiter.api.Test;

/** V440 on a database that has told of pools before: nobody is told anew, and nothing else gets a topic. */
class TopicsMigrationTest {

    private final TestDatabase database = TestDatabase.empty();

    @Test
    void alerts_that_were_told_before_there_were_topics_are_known_again_and_other_words_are_not_taken_for_one() {
        database.migrate("431");
        tell("Pool objects is amber: 76 % used or promised, full on 3 March 2027 at this rate");
        tell("Pool objects is red: 93 % used or promised");
        tell("Pool objects is past 95 %, and nothing new of band P4 begins: 97 % used or promised");
        tell("Pool hot share is full is red: 91 % used or promised");
        tell("Pool objects is green again");
        tell("The review of OP-1 is red: 3 days late");

        database.migrate("440");
        database.migrate("latest");

        List<String> topics = database.jdbc()
                .sql("select coalesce(topic, '-') from notification order by id")
                .query(String.class)
                .list();
        assertThat(topics)
                .containsExactly(
                        "pool objects AMBER",
                        "pool objects RED",
                        "pool objects STOP",
                        "pool hot share is full RED",
                        "-",
                        "-");
    }

    private void tell(String text) {
        database.jdbc()
                .sql("insert into notification (recipient, level, text, at) values ('role:ACC', 'E4', ?, ?)")
                .params(text, Times.utc(Instant.parse("2026-11-20T08:00:00Z")))
                .update();
    }
}
