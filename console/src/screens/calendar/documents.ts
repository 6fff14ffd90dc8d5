import { graphql } from '../../generated';

export const CalendarDocument = graphql(`
  query Calendar($from: DateTime!, $to: DateTime!, $filter: ChangeCalendarFilter) {
    changeCalendar(from: $from, to: $to, filter: $filter, first: 200) {
      complete
      entries {
        kind
        title
        from
        to
        zone
        change { id number state riskLevel type }
        changeWindow { id name }
        plannedOutage { id number }
        deployment { id number state }
        release { id number }
        cabMeeting { id }
      }
    }
  }
`);
