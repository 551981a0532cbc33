package org.curlew.pipeline.notifications;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.curlew.triage.obligations.MailAddresses;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.obligations.Notifications.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Service;

/**
 * Hands digests to the force's mail server ({@code spring.mail.*}). A digest is marked as mailed only after the server took
 * it: what fails is tried again at the next run, and a crash in between sends one twice rather than never. Nothing is
 * mailed where no server is named; the notifications then stand in the application alone. The log names nobody: who is meant, and
 * the server's words, which can repeat an address, are kept with the tries.
 */
@Service
public class DigestMailer {

    private static final Logger LOG = LoggerFactory.getLogger(DigestMailer.class);

    private final ObjectProvider<JavaMailSender> server;
    private final Notifications notifications;
    private final MailAddresses addresses;
    private final String from;
    private final String fallback;

    DigestMailer(
            ObjectProvider<JavaMailSender> server,
            Notifications notifications,
            MailAddresses addresses,
            @Value("${curlew.mail.from:curlew@localhost}") String from,
            @Value("${curlew.mail.fallback:}") String fallback) {
        this.server = server;
        this.notifications = notifications;
        this.addresses = addresses;
        this.from = from;
        this.fallback = fallback;
    }

    /** What a run did; digests that failed wait for the next. */
    public record Run(int sent, int failed) {}

    /** Sends everything that waits. */
    public Run send() {
        JavaMailSender sender = server.getIfAvailable();
        if (sender == null) {
            return new Run(0, 0);
        }
        int sent = 0;
        int failed = 0;
        for (Digest digest : notifications.digests(routes())) {
            try {
                sender.send(message(sender, digest));
                notifications.mailed(digest);
                sent++;
            } catch (MailException | MessagingException e) {
                failed++;
                notifications.notMailed(digest, words(e));
                LOG.warn(
                        "The mail server did not take a digest of {} notifications; it is tried again. Whose it is and what the"
                                + " server said stand under Administration, Mail",
                        digest.notifications().size());
            }
        }
        return new Run(sent, failed);
    }

    /** Addresses by recipient; who has none is reached at the fallback, so that nothing waits unseen. */
    private Map<String, String> routes() {
        Map<String, String> routes = new TreeMap<>(addresses.all());
        Set<String> waiting = notifications.waitingForMail();
        waiting.removeAll(routes.keySet());
        if (!fallback.isBlank()) {
            waiting.forEach(recipient -> routes.put(recipient, fallback));
        } else if (!waiting.isEmpty()) {
            LOG.info(
                    "No mail address is known for {} people or roles: they are told in the application alone",
                    waiting.size());
        }
        return routes;
    }

    private MimeMessage message(JavaMailSender sender, Digest digest) throws MessagingException {
        MimeMessage message = sender.createMimeMessage();
        MimeMessageHelper helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
        helper.setFrom(from);
        helper.setTo(digest.address());
        helper.setSubject(digest.subject());
        helper.setText(digest.body());
        // RFC 3834: no out-of-office note answers it.
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    /** The server's words in one line; what was sent to it, the password included, is never part of them. */
    private static String words(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.strip().replaceAll("\\s+", " ");
    }
}
