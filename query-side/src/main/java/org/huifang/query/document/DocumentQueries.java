package org.huifang.query.document;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.document.DocumentQuery.Form;
import org.huifang.kernel.document.DocumentQuery.PrintForm;
import org.huifang.kernel.document.DocumentQuery.Printed;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectMapper;

/** Prints documents; what a person may not see is as if it were not there (§2). */
public final class DocumentQueries {
    private final JdbcTemplate jdbc;
    private final CompanyDirectory directory;
    private final PersonalData personalData;
    private final ObjectMapper json;
    private final Printing printing;

    DocumentQueries(
            JdbcTemplate jdbc,
            CompanyDirectory directory,
            PersonalData personalData,
            ObjectMapper json,
            Printing printing) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.personalData = personalData;
        this.json = json;
        this.printing = printing;
    }

    @QueryHandler
    public Printed handle(PrintForm query) {
        ComplaintView complaint = jdbc
                .queryForList(
                        "SELECT view FROM complaint WHERE id = ?",
                        String.class,
                        query.complaint().value())
                .stream()
                .findFirst()
                .map(view -> json.readValue(view, ComplaintView.class))
                .orElse(null);
        Person person = directory.acting(query.person()).orElse(null);
        if (complaint == null || person == null || !sees(person, complaint)) {
            return Printed.NONE;
        }
        Words words =
                new Words(directory.current(), ZoneId.of(complaint.zone()), text -> opened(person, complaint, text));
        if (complaint.openFor(person)) {
            personalData.looked(person.id(), complaint.reception().course().keyId());
        }
        String proof = proof(complaint);
        Markup page = query.form() == Form.SERVICE_REQUEST_RECORD
                ? Forms.serviceRequestRecord(complaint, words, proof)
                : Forms.handlingRecord(complaint, words, proof);
        return new Printed(printing.pdf(page), complaint.number().value() + "-" + file(query.form()));
    }

    private static boolean sees(Person person, ComplaintView complaint) {
        return person.sees(complaint.place()) || person.id().equals(complaint.registeredBy());
    }

    private @Nullable String opened(Person person, ComplaintView complaint, Personal text) {
        return complaint.openFor(person) ? personalData.open(text).orElse(null) : null;
    }

    private static String file(Form form) {
        return form == Form.SERVICE_REQUEST_RECORD ? "service-request-record" : "handling-record";
    }

    /** Of the events that the form shows, over their stored bytes in order: the same history has the same. */
    private String proof(ComplaintView complaint) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            List<byte[]> payloads = jdbc.queryForList(
                    "SELECT payload FROM event WHERE stream = ? AND sequence <= ? ORDER BY sequence",
                    byte[].class,
                    complaint.id().toString(),
                    complaint.sequence());
            payloads.forEach(sha256::update);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
