import { comparesAt } from './worlds/compare.ts';

comparesAt('sealed');
