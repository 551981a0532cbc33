package org.curlew.pipeline.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.SampleUsers;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.pipeline.stages.Intake;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.ImportRequest;
import org.curlew.triage.intake.SampleForce;
import org.curlew.triage.obligations.Obligations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One application for all tests of pages: the sample force, a processed sample device, and its sample users. */
public final class Served implements AutoCloseable {

    private static Served instance;

    private final Application application;
    private final Map<String, String> passwords = new TreeMap<>();
    private final long exhibit;
    private final long exhibitCase;

    private Served() throws Exception {
        Path data = Files.createTempDirectory("curlew-web-");
        application = Application.serve(data, 0, Map.of("curlew.web.sign-in-tries", 1_000_000));
        application.get(SampleUsers.class).create().forEach(u -> passwords.put(u.name(), u.oneTimePassword()));
        outsider();
        application.get(SampleForce.class).load("test");
        application.get(Obligations.class).tick();
        SampleDevice.Sample sample =
                new SampleDevice(7).write(application.folder().folder("sample"));
        HashSets sets = application.get(HashSets.class);
        sets.importSet(new ImportRequest(
                "Sample set",
                org.curlew.triage.hashsets.index.Role.ILLEGAL,
                "uk-2014",
                List.of(sample.illegalSet()),
                "test",
                null,
                ImportRequest.REJECTED_PERCENT));
        Acquisition acquisition = application
                .get(Intake.class)
                .submit(
                        "OP-SAMPLE",
                        "DEMO/1",
                        List.of(sample.image()),
                        Acquisition.Declared.NONE,
                        List.of(),
                        null,
                        "test");
        while (!application.get(Intake.class).finished(acquisition.id())) {
            Thread.sleep(100);
        }
        exhibit = acquisition.exhibitId();
        exhibitCase = jdbc().sql("select case_id from exhibit where id = ?")
                .param(exhibit)
                .query(Long.class)
                .single();
    }

    /** The application, started when it is first asked for. */
    public static synchronized Served instance() {
        if (instance == null) {
            try {
                instance = new Served();
                Runtime.getRuntime().addShutdownHook(new Thread(instance::close));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return instance;
    }

    @Override
    public void close() {
        application.close();
    }

    /** A supervisor of another team, who may see no case of the sample force. */
    private void outsider() {
        // Roles of every kind but the auditor's, who reads all.
        Set<Role> roles = java.util.EnumSet.allOf(Role.class);
        roles.remove(Role.AUDITOR);
        person("outsider", "Otto Example", roles, Set.of("ELSEWHERE"));
    }

    /** Opens an account whose password need not be changed first. */
    public void person(String user, String name, Set<Role> roles, Set<String> teams) {
        password(
                user,
                get(Accounts.class).create(user, name, roles, teams, "test").oneTimePassword());
        jdbc().sql("update app_user set must_change = false where name = ?")
                .param(user)
                .update();
    }

    public <T> T get(Class<T> type) {
        return application.get(type);
    }

    public JdbcClient jdbc() {
        return application.get(JdbcClient.class);
    }

    public String address() {
        return "http://127.0.0.1:" + application.port();
    }

    public String password(String user) {
        return passwords.get(user);
    }

    public void password(String user, String password) {
        passwords.put(user, password);
    }

    /** The sample device's exhibit, triaged. */
    public long exhibit() {
        return exhibit;
    }

    public long exhibitCase() {
        return exhibitCase;
    }

    /** A case of the sample force's team. */
    public long teamCase() {
        return jdbc().sql("select id from case_file where reference = 'SAMPLE-046'")
                .query(Long.class)
                .single();
    }

    public Visitor visitor() {
        return new Visitor(address());
    }

    public Visitor signedIn(String user) {
        Visitor visitor = visitor();
        visitor.signIn(user, password(user));
        return visitor;
    }
}
