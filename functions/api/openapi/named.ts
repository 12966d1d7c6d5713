import { CalendarInput } from '#shared/contract/calendar.ts';
import { OpenCase, PersonCommand } from '#shared/contract/commands.ts';
import { Confirmation, ConfirmationText } from '#shared/contract/confirmations.ts';
import { CycleInput, CycleListing } from '#shared/contract/cycles.ts';
import { PersonInput } from '#shared/contract/directory.ts';
import { SavedDraft, SelfAssessmentDraft } from '#shared/contract/drafts.ts';
import { EvidenceText } from '#shared/contract/evidence-view.ts';
import { Ladder, PublishedLadder } from '#shared/contract/ladder.ts';
import { Condition } from '#shared/contract/ladder-criteria.ts';
import { Requirement } from '#shared/contract/ladder-requirements.ts';
import { Missing } from '#shared/contract/missing.ts';
import { NoticeList, NoticeView } from '#shared/contract/notices.ts';
import { Person, PublicPerson } from '#shared/contract/people.ts';
import { DraftCommand, LadderListing, LadderVersion } from '#shared/contract/publishing.ts';
import { CommandResult } from '#shared/contract/results.ts';
import { CriterionResult, Repair, Score, ScoreRequest } from '#shared/contract/score.ts';
import { CaseSummary, CaseView, EventView, InboxStep, Verification } from '#shared/contract/view.ts';
import type * as z from '#shared/contract/zod.ts';
import { ProblemDocument } from '../../runtime/api/problem.ts';
import { hrNamed } from './hr.ts';

/** Shapes that are written once under `components` and referred to by name. */
export const named = {
  Problem: ProblemDocument,
  Person,
  PublicPerson,
  Condition,
  Ladder: PublishedLadder,
  LadderListing,
  Requirement,
  ScoreRequest,
  Score,
  Repair,
  Criterion: CriterionResult,
  OpenCase,
  Command: PersonCommand,
  CommandResult,
  EvidenceText,
  Case: CaseView,
  CaseSummary,
  Event: EventView,
  SelfAssessmentDraft,
  SavedDraft,
  InboxStep,
  Confirmation,
  ConfirmationText,
  Verification,
  Missing,
  Notice: NoticeView,
  Notices: NoticeList,
  LadderVersion,
  CycleListing,
  ...hrNamed,
};

/** Those that requests carry. They are written as what is accepted, the others as what is answered. */
export const inputs: readonly z.ZodMiniType[] = [
  ScoreRequest,
  OpenCase,
  PersonCommand,
  SelfAssessmentDraft,
  DraftCommand,
  Ladder,
  PersonInput,
  CycleInput,
  CalendarInput,
];
