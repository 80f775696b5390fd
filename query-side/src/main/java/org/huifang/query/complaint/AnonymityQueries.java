package org.huifang.query.complaint;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.anonymity.FindLeaks;
import org.huifang.kernel.anonymity.FindLeaks.Leak;
import org.huifang.kernel.anonymity.FindLeaks.Leaks;
import org.huifang.kernel.anonymity.KnownPeople;
import org.huifang.kernel.anonymity.PersonalDataFinder;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Compares texts for anybody with what was recorded of the people concerned; nobody is shown anything but the texts' own. */
public final class AnonymityQueries {
    private final ComplaintRows complaints;
    private final PersonalData personalData;
    private final ObjectMapper json;

    AnonymityQueries(ComplaintRows complaints, PersonalData personalData, ObjectMapper json) {
        this.complaints = complaints;
        this.personalData = personalData;
        this.json = json;
    }

    @QueryHandler
    public Leaks handle(FindLeaks query) {
        KnownPeople people = people(query.complaints());
        return new Leaks(new TreeMap<>(query.texts())
                .entrySet().stream()
                        .flatMap(text -> leaks(text, people).stream())
                        .toList());
    }

    private static List<Leak> leaks(Map.Entry<String, String> text, KnownPeople people) {
        return PersonalDataFinder.find(text.getValue(), people).stream()
                .map(finding ->
                        new Leak(text.getKey(), finding, text.getValue().substring(finding.start(), finding.end())))
                .toList();
    }

    private KnownPeople people(List<ComplaintId> ids) {
        Set<String> names = new HashSet<>();
        Set<String> phones = new HashSet<>();
        Set<String> rooms = new HashSet<>();
        List<UUID> values = ids.stream().map(ComplaintId::value).toList();
        complaints.findAllById(values).forEach(row -> {
            Reception reception = json.readValue(row.view, ComplaintView.class).reception();
            add(reception.complainant().name(), names);
            add(reception.respondent().named(), names);
            add(reception.complainant().contact(), phones);
            add(reception.complainant().room(), rooms);
        });
        return new KnownPeople(names, phones, rooms);
    }

    private void add(@Nullable Personal text, Set<String> known) {
        if (text != null) {
            personalData.open(text).ifPresent(known::add);
        }
    }
}
