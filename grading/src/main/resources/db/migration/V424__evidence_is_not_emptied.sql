-- Owner: org.curlew.grading

-- What may not be altered row by row may not be emptied as a whole either: releases and what became of each content, what was said of
-- it, and what was done for its victim.
create trigger caid_release_no_truncate before truncate on caid_release
    for each statement execute function grading_refuse_change();
create trigger caid_release_decision_no_truncate before truncate on caid_release_decision
    for each statement execute function grading_refuse_change();
create trigger caid_bundle_no_truncate before truncate on caid_bundle
    for each statement execute function grading_refuse_change();
create trigger caid_upload_no_truncate before truncate on caid_upload
    for each statement execute function grading_refuse_change();
create trigger media_attribute_no_truncate before truncate on media_attribute
    for each statement execute function grading_refuse_change();
create trigger victim_act_no_truncate before truncate on victim_act
    for each statement execute function grading_refuse_change();
create trigger second_grading_result_no_truncate before truncate on second_grading_result
    for each statement execute function grading_refuse_change();
create trigger proportionate_decision_no_truncate before truncate on proportionate_decision
    for each statement execute function grading_refuse_change();
