import { Calendar, CalendarInput, CalendarResult } from '#shared/contract/calendar.ts';
import { PageQuery } from '#shared/contract/cursor.ts';
import { Cycle, CycleClosing, CycleInput, CycleResult, CycleView } from '#shared/contract/cycles.ts';
import { PersonInput, PersonResult } from '#shared/contract/directory.ts';
import { ExportResult, ExportView } from '#shared/contract/exports.ts';
import { fileTypes } from '#shared/contract/file-names.ts';
import { FileFault, FileLeftover, PartQuery } from '#shared/contract/files.ts';
import {
  ImportChange,
  ImportListQuery,
  ImportQuery,
  ImportResult,
  ImportView,
  SentFile,
} from '#shared/contract/imports.ts';
import { Ladder } from '#shared/contract/ladder.ts';
import { LeaveInput, OwnLeave } from '#shared/contract/leave.ts';
import { Machine } from '#shared/contract/machines.ts';
import { MoveHolder, MoveInput, MoveListQuery, MoveResult, MovesQuery, MoveView } from '#shared/contract/moves.ts';
import { PlaceInput, PlaceResult, Places } from '#shared/contract/places.ts';
import { ProposalListing } from '#shared/contract/proposal.ts';
import { ProposalCommand, ProposalInput, ProposalResult, ProposalView } from '#shared/contract/proposals.ts';
import { DraftCommand, DraftView, LadderCheck, LadderRecord, LadderResult } from '#shared/contract/publishing.ts';
import { RecordEventView } from '#shared/contract/records.ts';
import { PushedCommand, PushedQuery, PushedResult, PushedView } from '#shared/contract/scim.ts';
import { SeatsView } from '#shared/contract/seats.ts';
import { RefusedSignIn, SignIn } from '#shared/contract/sign-ins.ts';
import { Verification } from '#shared/contract/view.ts';
import type { Route } from './route.ts';

/** Shapes of HR's routes that are written once and referred to by name. */
export const hrNamed = {
  LadderDocument: Ladder,
  DraftCommand,
  Draft: DraftView,
  LadderCheck,
  LadderRecord,
  LadderResult,
  PersonInput,
  PersonResult,
  Cycle,
  CycleClosing,
  CycleInput,
  CycleResult,
  CycleView,
  Calendar,
  CalendarInput,
  CalendarResult,
  PlaceInput,
  PlaceResult,
  Places,
  Seats: SeatsView,
  RecordEvent: RecordEventView,
  ProposalInput,
  ProposalCommand,
  ProposalResult,
  ProposalListing,
  Proposal: ProposalView,
  ImportRecord: ImportView,
  ImportResult,
  ImportChange,
  FileLeftover,
  FileFault,
  SentFile,
  Pushed: PushedView,
  PushedCommand,
  PushedResult,
  MoveHolder,
  MoveResult,
  Move: MoveView,
  ExportRecord: ExportView,
  ExportResult,
};

/** HR's routes. The function `functions/hr` serves them. */
export const hrRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/hr/ladders',
    summary: 'HR: the records of all ladders, with their versions and drafts',
    answer: { list: [LadderRecord] },
  },
  {
    method: 'post',
    path: '/api/hr/ladders/lint',
    summary: 'HR: check a ladder: its faults, and what it would change; nothing is stored',
    body: Ladder,
    yaml: true,
    answer: { one: LadderCheck },
  },
  {
    method: 'get',
    path: '/api/hr/ladders/{id}',
    summary: 'HR: the record of a ladder',
    answer: { one: LadderRecord },
  },
  {
    method: 'get',
    path: '/api/hr/ladders/{id}/draft',
    summary: 'HR: the draft of a ladder, its faults, and what it would change',
    answer: { one: DraftView },
  },
  {
    method: 'put',
    path: '/api/hr/ladders/{id}/draft',
    summary: 'HR: upload a ladder document as the draft of the next version; it replaces an earlier draft',
    headers: ['Idempotency-Key'],
    body: Ladder,
    yaml: true,
    answer: { one: LadderResult },
  },
  {
    method: 'post',
    path: '/api/hr/ladders/{id}/commands',
    summary: 'HR: discard the draft, propose a day, withdraw the proposal, or confirm it as the second person',
    headers: ['Idempotency-Key'],
    body: DraftCommand,
    answer: { one: LadderResult },
  },
  {
    method: 'get',
    path: '/api/hr/ladders/{id}/events',
    summary: 'HR: the history of a ladder, oldest first',
    answer: { list: [RecordEventView] },
  },
  {
    method: 'get',
    path: '/api/hr/ladders/{id}/verification',
    summary: 'HR: verify the hash chain of a ladder, its record and its versions',
    answer: { one: Verification },
  },
  {
    method: 'put',
    path: '/api/hr/people/{id}',
    summary:
      'HR: add a person to the directory, or change their record; you cannot change your own, and some changes take two people',
    headers: ['Idempotency-Key', 'If-Match'],
    body: PersonInput,
    answer: { one: PersonResult },
  },
  {
    method: 'get',
    path: '/api/hr/people/{id}/events',
    summary: 'HR: the history of a person’s record, oldest first',
    answer: { list: [RecordEventView] },
  },
  {
    method: 'get',
    path: '/api/hr/people/{id}/verification',
    summary: 'HR: verify the hash chain of a person’s record, and the record itself',
    answer: { one: Verification },
  },
  {
    method: 'get',
    path: '/api/hr/people/{id}/sign-ins',
    summary: 'HR: how a person signs in, oldest first; propose the end of a sign-in with this version',
    answer: { list: [SignIn] },
  },
  {
    method: 'get',
    path: '/api/hr/people/{id}/sign-ins/events',
    summary: 'HR: the history of a person’s sign-ins, oldest first',
    answer: { list: [RecordEventView] },
  },
  {
    method: 'get',
    path: '/api/hr/people/{id}/sign-ins/verification',
    summary: 'HR: verify the hash chain of a person’s sign-ins, and the list itself',
    answer: { one: Verification },
  },
  {
    method: 'get',
    path: '/api/hr/machine',
    summary: 'For machines: the name of the machine that asks, to see that its token is taken',
    answer: { one: Machine },
  },
  {
    method: 'post',
    path: '/api/hr/machine/imports',
    summary:
      'For machines: send a file of people as CSV, or packed with gzip; it is checked and proposed to HR, and changes nobody until HR decides so',
    headers: ['Idempotency-Key'],
    query: ImportQuery,
    file: fileTypes,
    status: 202,
    answer: { one: ImportResult },
  },
  {
    method: 'get',
    path: '/api/hr/machine/imports/{id}',
    summary: 'For machines: where a file of people stands that this machine has sent, and how many faults it has',
    answer: { one: SentFile },
  },
  {
    method: 'get',
    path: '/api/hr/machine/imports/{id}/faults',
    summary: 'For machines: the faults of a file of people that this machine has sent; `next` is the next part',
    query: PartQuery,
    answer: { list: [FileFault] },
  },
  {
    method: 'get',
    path: '/api/hr/sign-ins/refused',
    summary: 'HR: visitors of the last 30 days whom their issuer knows and who were not let in',
    query: PageQuery,
    answer: { list: [RefusedSignIn] },
  },
  {
    method: 'get',
    path: '/api/hr/imports',
    summary: 'HR: the files of people, the newest first',
    query: PageQuery,
    answer: { list: [ImportView] },
  },
  {
    method: 'post',
    path: '/api/hr/imports',
    summary:
      'HR: send a file of people as CSV, or packed with gzip; it is checked afterwards, and changes nobody until two people decide so',
    headers: ['Idempotency-Key'],
    query: ImportQuery,
    file: fileTypes,
    status: 202,
    answer: { one: ImportResult },
  },
  {
    method: 'get',
    path: '/api/hr/imports/{id}',
    summary: 'HR: where a file of people stands; propose to carry it out with this version',
    answer: { one: ImportView },
  },
  {
    method: 'get',
    path: '/api/hr/imports/{id}/rows',
    summary:
      'HR: what a file of people would change, its faults, who is missing in it, and what was left; `next` is the next part',
    query: ImportListQuery,
    answer: { list: [ImportChange, FileFault, FileLeftover] },
  },
  {
    method: 'get',
    path: '/api/hr/moves',
    summary: 'HR: the moves to another issuer, the newest first, and how many people have come over',
    query: MovesQuery,
    answer: { list: [MoveView] },
  },
  {
    method: 'post',
    path: '/api/hr/moves',
    summary:
      'HR: send a mapping file, which says which account of another issuer is whose; it is checked afterwards, and counts once two people decide so',
    headers: ['Idempotency-Key'],
    query: MoveInput,
    file: fileTypes,
    status: 202,
    answer: { one: MoveResult },
  },
  {
    method: 'get',
    path: '/api/hr/moves/{id}',
    summary: 'HR: where a mapping file stands; propose to put it into effect or to end it, with this version',
    answer: { one: MoveView },
  },
  {
    method: 'get',
    path: '/api/hr/moves/{id}/rows',
    summary:
      'HR: the faults of a mapping file, its rows of people with a role, and those that do not count; `next` is the next part',
    query: MoveListQuery,
    answer: { list: [MoveHolder, FileFault, FileLeftover] },
  },
  {
    method: 'post',
    path: '/api/hr/exports',
    summary: 'HR: ask for a file of everybody in the directory; it is made afterwards',
    headers: ['Idempotency-Key'],
    status: 202,
    answer: { one: ExportResult },
  },
  {
    method: 'get',
    path: '/api/hr/exports/{id}',
    summary: 'HR: whether a file of everybody is made',
    answer: { one: ExportView },
  },
  {
    method: 'get',
    path: '/api/hr/exports/{id}/file',
    summary: 'HR: a file of everybody as CSV, which can be sent again as an import',
    answer: { file: 'text/csv' },
  },
  {
    method: 'get',
    path: '/api/hr/scim',
    summary:
      'HR: what identity systems pushed and HR decides on, and who joined, by id; `personId` asks for one person. Make the change with `proposed` as the record of the person, or propose it',
    query: PushedQuery,
    answer: { list: [PushedView] },
  },
  {
    method: 'post',
    path: '/api/hr/scim/{id}/commands',
    summary: 'HR: set aside what was pushed of a person, or confirm the address of somebody who joined',
    headers: ['Idempotency-Key'],
    body: PushedCommand,
    answer: { one: PushedResult },
  },
  {
    method: 'get',
    path: '/api/hr/seats',
    summary: 'HR: the seats of levels that are capped for the whole organisation, who holds one and who waits',
    answer: { list: [SeatsView] },
  },
  {
    method: 'get',
    path: '/api/hr/leave',
    summary: 'When you are away, and what you have asked HR for',
    answer: { one: OwnLeave },
  },
  {
    method: 'post',
    path: '/api/hr/leave',
    summary:
      'Ask HR to make these the times when you are away (answered with 201); somebody of HR confirms it, and nobody asks why',
    headers: ['Idempotency-Key'],
    body: LeaveInput,
    answer: { one: ProposalResult },
  },
  {
    method: 'get',
    path: '/api/hr/places',
    summary: 'HR: the teams and ODCs that records of people and calendars can name',
    answer: { one: Places },
  },
  {
    method: 'post',
    path: '/api/hr/places',
    summary: 'HR: add a team or an ODC (answered with 201); a name that is known in another spelling is refused',
    headers: ['Idempotency-Key'],
    body: PlaceInput,
    answer: { one: PlaceResult },
  },
  {
    method: 'get',
    path: '/api/hr/places/events',
    summary: 'HR: who added which team and ODC, oldest first',
    answer: { list: [RecordEventView] },
  },
  {
    method: 'get',
    path: '/api/hr/places/verification',
    summary: 'HR: verify the hash chain of the teams and ODCs, and the list itself',
    answer: { one: Verification },
  },
  {
    method: 'get',
    path: '/api/hr/calendars',
    summary: 'HR: all working calendars; an ODC without one works Monday to Friday in UTC',
    answer: { list: [Calendar] },
  },
  {
    method: 'get',
    path: '/api/hr/calendars/{odc}',
    summary: 'HR: the working calendar of an ODC',
    answer: { one: Calendar },
  },
  {
    method: 'put',
    path: '/api/hr/calendars/{odc}',
    summary: 'HR: create the working calendar of an ODC (answered with 201), or change it',
    headers: ['Idempotency-Key', 'If-Match'],
    body: CalendarInput,
    answer: { one: CalendarResult },
  },
  {
    method: 'get',
    path: '/api/hr/calendars/{odc}/events',
    summary: 'HR: the history of a calendar, oldest first',
    answer: { list: [RecordEventView] },
  },
  {
    method: 'get',
    path: '/api/hr/calendars/{odc}/verification',
    summary: 'HR: verify the hash chain of a calendar, and the calendar itself',
    answer: { one: Verification },
  },
  {
    method: 'get',
    path: '/api/hr/cycles',
    summary: 'HR: all cycles; the one that ends last comes first',
    answer: { list: [Cycle] },
  },
  {
    method: 'get',
    path: '/api/hr/cycles/{id}',
    summary: 'HR: a cycle, with those of its cases that are still open',
    answer: { one: CycleView },
  },
  {
    method: 'put',
    path: '/api/hr/cycles/{id}',
    summary: 'HR: open a cycle (answered with 201), or change an open one; a window that has ended stays as it is',
    headers: ['Idempotency-Key', 'If-Match'],
    body: CycleInput,
    answer: { one: CycleResult },
  },
  {
    method: 'post',
    path: '/api/hr/cycles/{id}/close',
    summary: 'HR: close a cycle; the answer lists the cases in it that are still open',
    headers: ['Idempotency-Key', 'If-Match'],
    answer: { one: CycleClosing },
  },
  {
    method: 'get',
    path: '/api/hr/cycles/{id}/events',
    summary: 'HR: the history of a cycle, oldest first',
    answer: { list: [RecordEventView] },
  },
  {
    method: 'get',
    path: '/api/hr/cycles/{id}/verification',
    summary: 'HR: verify the hash chain of a cycle, and the cycle itself',
    answer: { one: Verification },
  },
  {
    method: 'get',
    path: '/api/hr/proposals',
    summary:
      'HR: the changes of records that wait for a second person, oldest first. A page can be short although `next` is given',
    query: PageQuery,
    answer: { list: [ProposalListing] },
  },
  {
    method: 'post',
    path: '/api/hr/proposals',
    summary: 'HR: propose a change of a record that takes two people',
    headers: ['Idempotency-Key'],
    body: ProposalInput,
    answer: { one: ProposalResult },
  },
  {
    method: 'get',
    path: '/api/hr/proposals/{id}',
    summary: 'HR: a proposed change, with its reason',
    answer: { one: ProposalView },
  },
  {
    method: 'post',
    path: '/api/hr/proposals/{id}/commands',
    summary: 'HR: confirm or refuse a proposed change as the second person, or withdraw your own',
    headers: ['Idempotency-Key'],
    body: ProposalCommand,
    answer: { one: ProposalResult },
  },
  {
    method: 'get',
    path: '/api/hr/proposals/{id}/events',
    summary: 'HR: the history of a proposed change, oldest first',
    answer: { list: [RecordEventView] },
  },
  {
    method: 'get',
    path: '/api/hr/proposals/{id}/verification',
    summary: 'HR: verify the hash chain of a proposed change, and the proposal itself',
    answer: { one: Verification },
  },
];
