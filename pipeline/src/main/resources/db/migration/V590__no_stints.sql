-- Owner: org.curlew.pipeline.web.grading

-- Time with media is counted by org.curlew.grading.exposure alone; nothing ever wrote here.
drop table grader_stint;
