package org.huifang.query.monthend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.Criterion;
import org.huifang.kernel.monthend.MonthEndQuery.SuggestedIssue;
import org.huifang.kernel.owner.PersonalData;
import org.huifang.query.complaint.StoredComplaints;
import org.huifang.query.monthend.Statistics.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * §4.6.6: complaints of a period that may have a common cause, by judgement, leading department and building. A suggestion
 * is no link: who knows the matter decides.
 */
final class SuggestedIssues {
    private static final int READ_AT_MOST = 5_000;
    private static final int SUGGESTED_AT_MOST = 50;
    /** 3-2-1101, 3栋…, 3号楼…, A座…: the building comes first. */
    private static final Pattern BUILDING = Pattern.compile("^\\s*(\\d{1,3}|[A-Za-z])(?=\\s*(?:[\\-–—#/]|栋|幢|座|号楼))");

    private final NamedParameterJdbcTemplate jdbc;
    private final PersonalData personalData;
    private final StoredComplaints stored;

    SuggestedIssues(NamedParameterJdbcTemplate jdbc, PersonalData personalData, StoredComplaints stored) {
        this.jdbc = jdbc;
        this.personalData = personalData;
        this.stored = stored;
    }

    private record Key(
            Criterion criterion,
            @Nullable String department,
            @Nullable String building) {}

    /** The most frequent first; those of one building before those of many. */
    List<SuggestedIssue> of(Period period) {
        Map<Key, List<ComplaintId>> groups = new LinkedHashMap<>();
        jdbc.query(
                "SELECT c.id, v.criterion, v.department, c.view FROM statistic_fact f" + Statistics.AS_KNOWN
                        + "JOIN complaint c ON c.id = f.complaint WHERE f.centre = :centre AND f.kind = 'RECEIVED'"
                        + " AND f.position > :after AND f.position <= :upTo AND v.criterion IS NOT NULL"
                        + " ORDER BY f.position LIMIT " + READ_AT_MOST,
                period.parameters(),
                row -> {
                    ComplaintView complaint = stored.view(row.getString(4));
                    Criterion criterion = Criterion.valueOf(row.getString(2));
                    String department = row.getString(3);
                    add(groups, new Key(criterion, department, null), complaint.id());
                    building(complaint)
                            .ifPresent(
                                    building -> add(groups, new Key(criterion, department, building), complaint.id()));
                });
        return groups.entrySet().stream()
                .filter(group -> group.getValue().size() > 1)
                .map(group -> new SuggestedIssue(
                        group.getKey().criterion(),
                        group.getKey().department(),
                        group.getKey().building(),
                        List.copyOf(group.getValue())))
                .sorted(Comparator.<SuggestedIssue>comparingInt(
                                issue -> issue.complaints().size())
                        .reversed()
                        .thenComparing(issue -> issue.building() == null)
                        .thenComparing(issue -> issue.complaints().get(0).toString()))
                .limit(SUGGESTED_AT_MOST)
                .toList();
    }

    private static void add(Map<Key, List<ComplaintId>> groups, Key key, ComplaintId complaint) {
        groups.computeIfAbsent(key, one -> new ArrayList<>()).add(complaint);
    }

    /** A building is nobody's; the rest of the room is not looked at. */
    private Optional<String> building(ComplaintView complaint) {
        return Optional.ofNullable(complaint.reception().complainant().room())
                .flatMap(personalData::open)
                .map(BUILDING::matcher)
                .filter(Matcher::find)
                .map(found -> Objects.requireNonNull(found.group(1)));
    }
}
