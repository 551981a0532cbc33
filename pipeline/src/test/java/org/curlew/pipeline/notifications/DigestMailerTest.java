package org.curlew.pipeline.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.IntStream;
import org.curlew.triage.obligations.MailAddresses;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.obligations.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

@ExtendWith(OutputCaptureExtension.class)
class DigestMailerTest {

    private final World world = new World();
    private final Notifications notifications = world.notifications;
    private final MailAddresses addresses = world.get(MailAddresses.class);
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private GreenMail server;
    private int port;

    @BeforeEach
    void a_mail_server_and_two_people() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        start();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        addresses.set("DS Supervisor", "supervisor@force.example", "admin");
        addresses.set("role:INSPECTOR", "inspector@force.example", "admin");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void start() {
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.setUser("curlew", "curlew", "right-secret");
        server.start();
    }

    private DigestMailer mailer(String fallback) {
        ObjectProvider<JavaMailSender> provider = new ObjectProvider<>() {
            @Override
            public JavaMailSender getObject() {
                return sender;
            }
        };
        return new DigestMailer(provider, notifications, addresses, "curlew@force.example", fallback);
    }

    private void due(String recipient, int number) {
        IntStream.range(0, number)
                .forEach(n -> notifications.tell(recipient, "E2", "OP-" + n + ": reassess the risk; 3 days overdue"));
    }

    @Test
    void a_hundred_things_come_as_one_digest_and_are_not_sent_again() throws Exception {
        due("DS Supervisor", 100);
        due("role:INSPECTOR", 1);

        assertThat(mailer("").send()).isEqualTo(new DigestMailer.Run(2, 0));
        assertThat(mailer("").send()).isEqualTo(new DigestMailer.Run(0, 0));

        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(2);
        MimeMessage digest = to(received, "supervisor@force.example");
        assertThat(digest.getSubject()).isEqualTo("Curlew: 100 things are due");
        assertThat(digest.getContent().toString().replace("\r\n", "\n"))
                .startsWith("OFFICIAL-SENSITIVE\n\nFor DS Supervisor\nE2  OP-0: reassess the risk; 3 days overdue\n")
                .contains("E2  OP-99:")
                .contains("\nEach stays open in Curlew until it is acknowledged there.");
        assertThat(notifications.open("DS Supervisor"))
                .as("mailed is not acknowledged")
                .hasSize(100);
        assertThat(world.jdbc
                        .sql("select count(*) from ledger_pending where kind = 'DIGEST_MAILED' and act = 'DISCLOSURE'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    private static MimeMessage to(MimeMessage[] received, String address) throws MessagingException {
        for (MimeMessage message : received) {
            if (message.getAllRecipients()[0].toString().equals(address)) {
                return message;
            }
        }
        throw new AssertionError("nothing for " + address);
    }

    @Test
    void what_a_dead_server_does_not_take_is_kept_and_sent_when_it_is_back() throws Exception {
        due("DS Supervisor", 3);
        server.stop();

        assertThat(mailer("").send()).isEqualTo(new DigestMailer.Run(0, 1));
        assertThat(notifications.attempts(1).getFirst().failure()).isNotBlank();
        world.clock.forward(Duration.ofMinutes(30));
        due("DS Supervisor", 1);
        start();

        assertThat(mailer("").send()).isEqualTo(new DigestMailer.Run(1, 0));
        assertThat(to(server.getReceivedMessages(), "supervisor@force.example").getSubject())
                .as("what waited and what came since, in one")
                .isEqualTo("Curlew: 4 things are due");
        assertThat(notifications.attempts(2))
                .extracting(Notifications.Attempt::failure)
                .first()
                .isNull();
    }

    @Test
    void what_was_acknowledged_is_not_mailed_and_who_has_no_address_is_reached_at_the_fallback() throws Exception {
        due("DS Supervisor", 1);
        due("role:ACC", 1);
        notifications.acknowledge(notifications.open("DS Supervisor").getFirst().id(), "DS Supervisor");

        assertThat(mailer("").send().sent()).isZero();
        assertThat(mailer("duty@force.example").send().sent()).isEqualTo(1);
        assertThat(to(server.getReceivedMessages(), "duty@force.example")
                        .getContent()
                        .toString())
                .contains("For role:ACC");
    }

    @Test
    void a_refused_password_is_told_but_never_written_down(CapturedOutput output) {
        due("DS Supervisor", 1);
        sender.setUsername("curlew");
        sender.setPassword("wrong-secret-4711");
        Properties settings = new Properties();
        settings.put("mail.smtp.auth", "true");
        sender.setJavaMailProperties(settings);

        assertThat(mailer("").send()).isEqualTo(new DigestMailer.Run(0, 1));
        assertThat(output.getAll())
                .contains("did not take a digest of 1 notifications")
                .doesNotContain("wrong-secret-4711", "supervisor@force.example", "DS Supervisor");
        assertThat(notifications.attempts(1).getFirst().failure()).doesNotContain("wrong-secret-4711");
        assertThat(notifications.waitingForMail()).containsExactly("DS Supervisor");
    }
}
