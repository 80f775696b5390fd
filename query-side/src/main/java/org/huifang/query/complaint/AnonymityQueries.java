package org.huifang.query.complaint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryHandler;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.anonymity.FindLeaks;
import org.huifang.kernel.anonymity.FindLeaks.Leak;
import org.huifang.kernel.anonymity.FindLeaks.Leaks;
import org.huifang.kernel.anonymity.KnownPeople;
import org.huifang.kernel.anonymity.PersonalDataFinder;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.Handling.Measure;
import org.huifang.kernel.complaint.Handling.MeasureKind;
import org.huifang.kernel.complaint.Reception;
import org.huifang.kernel.library.CaseText;
import org.huifang.kernel.library.LibraryQuery.Proposal;
import org.huifang.kernel.library.LibraryQuery.ProposeCase;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;

/** Compares texts for anybody with what was recorded of the people concerned; nobody is shown anything but the texts' own. */
public final class AnonymityQueries {
    private final ComplaintRows complaints;
    private final PersonalData personalData;
    private final CompanyDirectory directory;
    private final StoredComplaints stored;

    AnonymityQueries(
            ComplaintRows complaints, PersonalData personalData, CompanyDirectory directory, StoredComplaints stored) {
        this.complaints = complaints;
        this.personalData = personalData;
        this.directory = directory;
        this.stored = stored;
    }

    @QueryHandler
    public Leaks handle(FindLeaks query) {
        if (query.person() != null) {
            requireOpen(query.person(), query.complaints());
        }
        KnownPeople people = people(query.complaints());
        return new Leaks(new TreeMap<>(query.texts())
                .entrySet().stream()
                        .flatMap(text -> leaks(text, people).stream())
                        .toList());
    }

    private void requireOpen(String asking, List<ComplaintId> ids) {
        Person person = directory.acting(asking).orElse(null);
        long open = views(ids).stream()
                .filter(complaint -> person != null && complaint.openFor(person))
                .count();
        if (open < ids.size()) {
            throw new RefusedException(
                    new Refusal("COMPLAINT_KNOWN", "§4.6.6", "complaints", "没有这件投诉", "There is no such complaint"));
        }
    }

    /** Only for who keeps archived records; each look is recorded. */
    @QueryHandler
    public Proposal handle(ProposeCase query) {
        Person person = directory.acting(query.person()).orElse(null);
        List<ComplaintView> archived = views(query.complaints()).stream()
                .filter(complaint ->
                        complaint.handover() != null && complaint.handover().archivedAt() != null)
                .filter(complaint -> person != null && complaint.openFor(person))
                .toList();
        if (person == null
                || archived.isEmpty()
                || archived.size() != query.complaints().size()) {
            return new Proposal(null);
        }
        archived.forEach(complaint -> personalData.looked(
                person.id(), List.of(complaint.reception().course().keyId())));
        KnownPeople people = people(query.complaints());
        ComplaintView first = archived.get(0);
        ComplaintView.Judgement judgement = first.judgement();
        return new Proposal(new CaseText(
                "",
                told(
                        archived,
                        people,
                        complaint -> Stream.of(complaint.reception().course())),
                "",
                told(
                        archived,
                        people,
                        complaint -> complaint.completion() == null
                                ? Stream.empty()
                                : Stream.of(complaint.completion().result())),
                "",
                told(archived, people, complaint -> complaint.measures().stream()
                        .filter(measure -> measure.kind() == MeasureKind.PREVENTIVE)
                        .map(Measure::what)),
                judgement == null ? null : judgement.criterion(),
                judgement == null ? null : judgement.severity(),
                first.routing() == null ? null : first.routing().department(),
                Set.of()));
    }

    private String told(
            List<ComplaintView> complaints, KnownPeople people, Function<ComplaintView, Stream<Personal>> texts) {
        return complaints.stream()
                .flatMap(texts)
                .flatMap(text -> personalData.open(text).stream())
                .map(text -> PersonalDataFinder.anonymised(text, people))
                .collect(Collectors.joining("\n"));
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
        views(ids).forEach(complaint -> {
            Reception reception = complaint.reception();
            add(reception.complainant().name(), names);
            add(reception.respondent().named(), names);
            add(reception.complainant().contact(), phones);
            add(reception.complainant().room(), rooms);
        });
        return new KnownPeople(names, phones, rooms);
    }

    private List<ComplaintView> views(List<ComplaintId> ids) {
        List<UUID> values = ids.stream().map(ComplaintId::value).toList();
        List<ComplaintView> views = new ArrayList<>();
        complaints.findAllById(values).forEach(row -> views.add(stored.view(row.view)));
        return views;
    }

    private void add(@Nullable Personal text, Set<String> known) {
        if (text != null) {
            personalData.open(text).ifPresent(known::add);
        }
    }
}
